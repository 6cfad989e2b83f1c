import { knownLetters } from './known-letters.ts'

/** Letters that every vocabulary knows: a little more than one token, for vocabularies that nobody has measured. */
const KNOWN_TOKENS = 1.2
/** Words of Thai and Korean take so few tokens that less must do. */
const [FIRST_THAI, AFTER_THAI, FIRST_HANGUL, AFTER_HANGUL, PACKED_TOKENS] = [
  0xe00, 0xe80, 0xac00, 0xd7a4, 1.1,
]
/** Latin letters with marks. */
const [FIRST_MARKED, AFTER_MARKED, MARKED_TOKENS] = [0xc0, 0x100, 1.15]
/** From here on a character takes three bytes. */
const FIRST_OF_THREE = 0x800
/** Scripts of India: few letters are known, but pairs of bytes are. */
const [FIRST_INDIC, AFTER_INDIC, INDIC_TOKENS] = [0x980, 0xe00, 2.4]
/** Spaces before these letters are part of their tokens: alphabets with words. */
const AFTER_ALPHABETS = 0x700

/** Prices are kept as multiples of a twentieth, so that all of them fit into 64 KiB. */
const STEPS = 20
const PRICES = new Uint8Array(0x1_0000)
  .fill(2 * STEPS)
  .fill(3 * STEPS, FIRST_OF_THREE)
  .fill(INDIC_TOKENS * STEPS, FIRST_INDIC, AFTER_INDIC)
  .fill(MARKED_TOKENS * STEPS, FIRST_MARKED, AFTER_MARKED)
  // The first half of a character of four bytes; the second costs one.
  .fill(3 * STEPS, 0xd800, 0xdc00)
for (const code of knownLetters()) {
  PRICES[code] = (isPacked(code) ? PACKED_TOKENS : KNOWN_TOKENS) * STEPS
}

function isPacked(code: number): boolean {
  return (code >= FIRST_THAI && code < AFTER_THAI) || (code >= FIRST_HANGUL && code < AFTER_HANGUL)
}

/** What one unit beyond ASCII costs, be it in a word or not: a token a byte where no vocabulary is sure to know it. */
export function scriptTokens(code: number, before: number): number {
  if (isLowHalf(code) && isHighHalf(before)) return 1
  return (PRICES[code] ?? STEPS) / STEPS
}

/** Whether it is a letter of an alphabet that vocabularies know: then the space before it is part of its token. */
export function isKnownLetter(code: number): boolean {
  return code < AFTER_ALPHABETS && mayStray(code)
}

/** Whether its price is that of a letter that vocabularies know, of any script: next to what it does not belong to it may take more. */
export function mayStray(code: number): boolean {
  return (PRICES[code] ?? STEPS) < 2 * STEPS
}

function isHighHalf(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00
}

function isLowHalf(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000
}
