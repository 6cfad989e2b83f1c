/**
 * How the numbers of a list are written: the formats that HTML and Word share. Anything else counts in
 * figures.
 */
export type NumberStyle = 'decimal' | 'lowerLetter' | 'upperLetter' | 'lowerRoman' | 'upperRoman'

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]
const MAX_ROMAN = 3_999

export function listNumber(value: number, style: string): string {
  if (style === 'lowerLetter') return lettersOf(value)
  if (style === 'upperLetter') return lettersOf(value).toUpperCase()
  if (style === 'lowerRoman') return romanOf(value)
  if (style === 'upperRoman') return romanOf(value).toUpperCase()
  if (style === 'decimalZero') return String(value).padStart(2, '0')
  return String(value)
}

/** a to z, then aa, ab, as browsers count. */
function lettersOf(value: number): string {
  if (value < 1) return String(value)
  let letters = ''
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(97 + ((rest - 1) % 26)) + letters
  }
  return letters
}

function romanOf(value: number): string {
  if (value < 1 || value > MAX_ROMAN) return String(value)
  let rest = value
  let letters = ''
  for (const [worth, letter] of ROMAN) {
    while (rest >= worth) {
      letters += letter
      rest -= worth
    }
  }
  return letters
}
