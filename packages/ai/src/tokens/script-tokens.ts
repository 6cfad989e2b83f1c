/** What a UTF-16 unit of a text costs: from that code on, tokens a character. */
type Range = readonly [firstCode: number, tokens: number]

/**
 * Scripts that vocabularies know cost what a letter of prose takes in the least fitting one of today's (Llama 3, Qwen 3, Gemma 3, GPT-4o, DeepSeek V3).
 * Everything else costs a token a byte, which no vocabulary exceeds.
 */
const RANGES: readonly Range[] = [
  [0x80, 2],
  // Latin letters with marks
  [0xc0, 1.15],
  [0x180, 2],
  // Greek: few words are known in capitals
  [0x3ac, 1.15],
  [0x3cf, 2],
  // Cyrillic: capitals, then the letters of Russian; others belong to languages that are known less
  [0x410, 1.1],
  [0x430, 0.55],
  [0x450, 2],
  // Hebrew
  [0x5d0, 1.25],
  [0x5eb, 2],
  // Arabic
  [0x621, 0.85],
  [0x653, 2],
  [0x800, 3],
  // Devanagari, Bengali, the other scripts of India, Tamil
  [0x900, 1.25],
  [0x980, 1.5],
  [0xa00, 2.2],
  [0xb00, 3],
  [0xb80, 1.55],
  [0xc00, 2.2],
  // Thai
  [0xe00, 1.1],
  [0xe80, 3],
  // Vietnamese
  [0x1e00, 2],
  [0x1f00, 3],
  // Dashes and quotation marks
  [0x2010, 2],
  [0x2028, 3],
  // Chinese and Japanese punctuation, kana, Han, Hangul
  [0x3001, 1.2],
  [0x3012, 3],
  [0x3041, 1.15],
  [0x3100, 3],
  [0x4e00, 1.2],
  [0xa000, 3],
  [0xac00, 1.45],
  [0xd7a4, 3],
  // Full-width punctuation
  [0xff01, 1.5],
  [0xff10, 3],
  [0xff1a, 1.5],
  [0xff20, 3],
]

/** Prices are kept as multiples of a twentieth, so that all of them fit into 64 KiB. */
const STEPS = 20
const PRICES = new Uint8Array(0x1_0000).fill(STEPS)
for (const [code, tokens] of RANGES) PRICES.fill(Math.round(tokens * STEPS), code)

/** What one unit beyond ASCII costs. The second half of a character of four bytes costs one, the first three. */
export function scriptTokens(code: number, before: number): number {
  if (isLowHalf(code) && isHighHalf(before)) return 1
  return (PRICES[code] ?? STEPS) / STEPS
}

/** Whether it is a letter of a script that vocabularies know: then the space before it is part of its token. */
export function isKnownLetter(code: number): boolean {
  return (PRICES[code] ?? STEPS) < 2 * STEPS
}

function isHighHalf(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00
}

function isLowHalf(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000
}
