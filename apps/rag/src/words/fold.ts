/** Letters that no decomposition of Unicode takes apart, as people type them without their keyboard. */
const PLAIN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ı: 'i',
    ħ: 'h',
    ŋ: 'n',
    ς: 'σ',
    ک: 'ك',
    ی: 'ي',
    ى: 'ي',
    ة: 'ه',
    ٱ: 'ا',
    ہ: 'ه',
    ە: 'ه',
  }),
)
const SPECIAL = new RegExp(`[${[...PLAIN.keys()].join('')}]`, 'gu')
/** Marks are letters in the scripts of India and South East Asia; in these they are not. */
const MARKS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])[\p{M}\u0640]+/gu
const INVISIBLE = /[\u00ad\u200c\u2060\ufeff]|\u200d/gu
/** In the scripts of India: a dot below that many leave out, and a nasal that is written in three ways. */
const NUKTA = /[\u093c\u09bc\u0a3c\u0abc\u0b3c]/gu
const NASAL = /\u0901|[ङञणनम]\u094d(?=[क-ह])/gu
const INDIC = /[\u0900-\u0d7f]/u
const ANUSVARA = '\u0902'
const FOREIGN_DIGIT = /[^\P{Nd}0-9]/gu
const PLAIN_ASCII = /^[\p{ASCII}]*$/u

/**
 * One spelling for all that a reader takes for the same: case, accents, ligatures, widths of letters, vowel
 * marks, digits of other scripts, and forms that differ by keyboard only. Soft hyphens vanish.
 */
export function fold(text: string): string {
  if (PLAIN_ASCII.test(text)) return text.toLowerCase()
  const letters = text.replace(INVISIBLE, '').normalize('NFKD').toLowerCase().replace(MARKS, '$1')
  const indic = INDIC.test(letters) ? letters.replace(NUKTA, '').replace(NASAL, ANUSVARA) : letters
  return indic.normalize('NFC').replace(FOREIGN_DIGIT, digitOf).replace(SPECIAL, plainOf)
}

function plainOf(letter: string): string {
  return PLAIN.get(letter) ?? letter
}

/** Unicode keeps the ten digits of a script together, in their order. */
function digitOf(digit: string): string {
  let zero = digit.codePointAt(0) ?? 0
  const value = zero
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((value - zero) % 10)
}
