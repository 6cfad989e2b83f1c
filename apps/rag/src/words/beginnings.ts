import { BAR, BEGINNING } from './words-query.ts'

/** Shorter beginnings stand in words that have nothing to do with them. */
const LEAST_LETTERS = 4
/** Endings that no stemmer of ours knows are hardly longer. */
const ENDING_MAX = 3
const LEAST_STEM = 5
/** Scripts without vowels need fewer letters. */
const LEAST_STEM_ELSEWHERE = 4
const ASCII = /^\p{ASCII}*$/u
const LETTERS_ONLY = /^[\p{L}\p{M}]+$/u

/**
 * What may stand for a term that no chunk holds, the closest first: words that begin like it, for it may be
 * typed by half; then words that begin like it without its last letters, which may be an ending. Codes and
 * numbers are as they are.
 */
export function beginningsOf(term: string): string[] {
  const words = term.split(BAR).filter((form) => LETTERS_ONLY.test(form) && form.length >= LEAST_LETTERS)
  const longest = words.toSorted((a, b) => b.length - a.length)
  const stems = Array.from({ length: ENDING_MAX }, (_, at) =>
    longest.flatMap((word) => without(word, at + 1)),
  )
  return [...new Set([longest, ...stems].flat())].map((beginning) => `${beginning}${BEGINNING}`)
}

/** The word without its last letters; nothing when too few are left. */
function without(word: string, letters: number): string[] {
  const stem = word.slice(0, -letters)
  return stem.length < (ASCII.test(word) ? LEAST_STEM : LEAST_STEM_ELSEWHERE) ? [] : [stem]
}

/** The terms as they are, or when nothing holds one, the closest that something does. */
export function knownTerms(terms: readonly string[], isHeld: (term: string) => boolean): string[] {
  return terms.map((term) => (isHeld(term) ? term : (beginningsOf(term).find(isHeld) ?? term)))
}
