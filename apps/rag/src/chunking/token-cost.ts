/**
 * Chunk budgets are counted in quarter tokens, one per UTF-16 unit of alphabetic scripts: about four letters
 * make a token. It is additive, so the cost of a slice is the sum of its parts, and it keeps a megabyte of
 * tokenizer out of the bundle.
 */
export const QUARTERS_PER_TOKEN = 4

const FIRST_NON_LATIN = 0x0400
const FIRST_DENSE = 0x2e80

/**
 * Ideographs, kana, hangul and astral characters cost a whole token per unit; other non-Latin scripts half of
 * one.
 */
export function unitCost(unit: number): number {
  if (unit >= FIRST_DENSE) return 4
  return unit >= FIRST_NON_LATIN ? 2 : 1
}

/** The cost of `text[start, end)` in quarter tokens. */
export function costOf(text: string, start: number, end: number): number {
  let cost = 0
  for (let at = start; at < end; at++) cost += unitCost(text.charCodeAt(at))
  return cost
}
