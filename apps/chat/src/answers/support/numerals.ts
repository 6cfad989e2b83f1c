const WORDS: Readonly<Record<string, number>> = {
  ...countedFrom(
    2,
    'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  ),
  ...countedFrom(
    2,
    'zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  ),
  ...countedFrom(2, 'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'),
  ...countedFrom(2, 'dos tres cuatro cinco seis siete ocho nueve diez'),
  ...countedFrom(2, 'due tre quattro cinque sei sette otto nove dieci'),
  ...countedFrom(2, 'два три четыре пять шесть семь восемь девять десять'),
  doce: 12,
  quince: 15,
  vingt: 20,
  veinte: 20,
  venti: 20,
  двадцать: 20,
  ...byTens('thirty forty fifty sixty seventy eighty ninety'),
  ...byTens('dreissig vierzig funfzig sechzig siebzig achtzig neunzig'),
  ...byTens('trente quarante cinquante soixante'),
  ...byTens('treinta cuarenta cincuenta sesenta setenta ochenta noventa'),
}
const MULTIPLIERS: Readonly<Record<string, number>> = {
  hundred: 100,
  hundert: 100,
  cent: 100,
  cents: 100,
  thousand: 1_000,
  tausend: 1_000,
  mille: 1_000,
  mil: 1_000,
  million: 1_000_000,
  millions: 1_000_000,
  millionen: 1_000_000,
  millones: 1_000_000,
}

function countedFrom(first: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word, at) => [word, first + at]))
}

function byTens(words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word, at) => [word, 10 * (3 + at)]))
}

/** The number that a folded word is; "one" is an article more often than a number. */
export function numberOfWord(word: string): number | undefined {
  return WORDS[word]
}

/** What a folded word makes of the number before it. */
export function multiplierOf(word: string): number | undefined {
  return MULTIPLIERS[word]
}

const GROUPED = /^\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+(?![\d])/

/** One way to write a number: without groups, with a decimal point. `9,000`, `9.000` and `9 000` are the same. */
export function plainNumber(written: string): string {
  const groups = GROUPED.exec(written)?.[0]
  const rest = groups === undefined ? written : written.slice(groups.length)
  const whole = groups === undefined ? '' : groups.replaceAll(/\D/g, '')
  const value = Number(`${whole}${rest.replace(',', '.')}`)
  return Number.isFinite(value) ? String(value) : written
}

const HAN_DIGITS = '〇一二三四五六七八九'
const HAN_UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1_000],
  ['万', 10_000],
  ['萬', 10_000],
])

/** The number that Chinese numerals are: `十四`, `二百`, `二〇二六`. */
export function numberOfHan(written: string): number {
  let [sum, section, digits] = [0, 0, '']
  for (const sign of written.replaceAll(/[零]/g, '〇').replaceAll(/[两兩]/g, '二')) {
    const unit = HAN_UNITS.get(sign)
    if (unit === undefined) digits += String(HAN_DIGITS.indexOf(sign))
    else if (unit === 10_000) [sum, section, digits] = [(sum + section + Number(digits)) * unit, 0, '']
    else [section, digits] = [section + (digits === '' ? 1 : Number(digits)) * unit, '']
  }
  return sum + section + Number(digits)
}
