const SIGNS: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'],
  ['€', 'euro'],
  ['$', 'dollar'],
  ['£', 'pound'],
  ['¥', 'yen'],
])
/** Folded words for one measure. */
const MEASURES: ReadonlyMap<string, string> = new Map([
  ...named('percent', 'prozent procent pourcent porcentaje процент процента процентов'),
  ...named('euro', 'eur euros евро'),
  ...named('dollar', 'usd dollars доллар долларов'),
  ...named('pound', 'gbp pounds'),
])
const SIGN = /[%€$£¥]/gu
const CLOCK = /(?<!\d)(1[0-2]|[1-9])(?::([0-5]\d))?\s?([ap])\.?\s?m\b\.?/giu

function named(measure: string, names: string): (readonly [string, string])[] {
  return names.split(' ').map((name) => [name, measure] as const)
}

/** Signs of measures as words, and hours of two halves of a day as those of the whole. */
export function spelledOut(text: string): string {
  return text
    .replace(SIGN, (sign) => ` ${SIGNS.get(sign) ?? sign} `)
    .replace(CLOCK, (_, hour: string, minutes: string | undefined, half: string) => {
      const hours = (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
      return minutes === undefined ? `${hours}:00` : `${hours}:${minutes}`
    })
}

/** One word for each measure. */
export function measureOf(word: string): string {
  return MEASURES.get(word) ?? word
}
