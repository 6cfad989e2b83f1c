import { COMPOUND_MARK, COMPOUNDING, PART_LENGTH, partPhrase } from './compounds.ts'
import { stem } from './stem.ts'
import { BAR, BEGINNING } from './words-query.ts'

/** Shorter beginnings stand in words that have nothing to do with them. */
const LEAST_LETTERS = 4
/** Endings that no stemmer of ours knows are hardly longer. */
const ENDING_MAX = 3
const LEAST_STEM = 5
/** Scripts without vowels need fewer letters. */
const LEAST_STEM_ELSEWHERE = 4
/** No shorter word stands in a compound for what it is about. */
const LEAST_PART = 3
const ASCII = /^\p{ASCII}*$/u
const LETTERS_ONLY = /^[\p{L}\p{M}]+$/u
/** Each character of Han is a word by itself. */
const PAIR = /^\P{Z} \P{Z}$/u
const HAN = /\p{Script=Han}/gu
const STAND_INS_MAX = 8
/** Longer ones are no words. */
const LONGEST_WORD = 32
/** Of how many spellings of a compound the parts are looked for. */
const COMPOUND_FORMS = 2
/** Between the parts of a compound. */
const LINKING_S = /s$/

type IsHeld = (term: string) => boolean

/**
 * The terms as they are, or when nothing holds one, the closest that something does. Only so many are looked
 * for otherwise: a hostile query has many words that nobody wrote.
 */
export function knownTerms(terms: readonly string[], isHeld: IsHeld): string[] {
  let left = STAND_INS_MAX
  return terms.map((term) => {
    if (isHeld(term)) return term
    const characters = PAIR.test(term) ? term.match(HAN) : null
    if (characters !== null) return characters.join(BAR)
    return left-- > 0 ? (beginningsOf(term).find(isHeld) ?? partsOf(term, isHeld) ?? term) : term
  })
}

/**
 * What may stand for a term that no chunk holds, the closest first: words that begin like it, for it may be
 * typed by half; then words that begin like it without its last letters, which may be an ending. Codes and
 * numbers are as they are.
 */
export function beginningsOf(term: string): string[] {
  const words = wordsOfTerm(term)
  const stems = Array.from({ length: ENDING_MAX }, (_, at) => words.flatMap((word) => without(word, at + 1)))
  return [...new Set([words, ...stems].flat())].map((beginning) => `${beginning}${BEGINNING}`)
}

/** Its forms that are words, the longest first. */
function wordsOfTerm(term: string): string[] {
  const words = term
    .split(BAR)
    .filter((form) => LETTERS_ONLY.test(form) && form.length >= LEAST_LETTERS && form.length <= LONGEST_WORD)
  return words.toSorted((a, b) => b.length - a.length)
}

/** The word without its last letters; nothing when too few are left. */
function without(word: string, letters: number): string[] {
  const stem = word.slice(0, -letters)
  return stem.length < (ASCII.test(word) ? LEAST_STEM : LEAST_STEM_ELSEWHERE) ? [] : [stem]
}

/** Both parts of a compound, where both stand somewhere: the split that is nearest to its middle. */
function partsOf(term: string, isHeld: IsHeld): string | undefined {
  if (!term.includes(COMPOUND_MARK)) return undefined
  const splits = wordsOfTerm(term).slice(0, COMPOUND_FORMS).flatMap(splitsOf)
  const found = splits.find(([first, second]) => isHeld(first) && isHeld(second))
  return found?.join(BAR)
}

function splitsOf(word: string): (readonly [first: string, second: string])[] {
  const count = Math.max(0, word.length - 2 * LEAST_PART + 1)
  const places = Array.from({ length: count }, (_, at) => at + LEAST_PART)
  return places
    .toSorted((a, b) => Math.abs(2 * a - word.length) - Math.abs(2 * b - word.length))
    .map((at) => [formsOfPart(word.slice(0, at)), formsOfPart(word.slice(at))])
}

function formsOfPart(part: string): string {
  const words = [part, part.replace(LINKING_S, '')]
  const stems = words.flatMap((word) => COMPOUNDING.map((language) => stem(word, language)))
  const phrase = part.length < PART_LENGTH ? undefined : partPhrase(stem(part, 'de'))
  return [...new Set([...words, ...stems, ...(phrase === undefined ? [] : [phrase])])].join(BAR)
}
