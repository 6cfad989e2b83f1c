import type { Language } from './stop-words.ts'

/** Before each trigram, so that no word is one. */
export const COMPOUND_MARK = '~'
/** Languages whose words are written together into one. */
export const COMPOUNDING: readonly Language[] = ['de', 'nl', 'sv', 'no', 'da', 'fi']
/** Shorter ones are hardly put together of two. */
const COMPOUND_LENGTH = 9
/** Shorter ones stand in words that have nothing to do with them. */
export const PART_LENGTH = 4

/** Whether words of this language are written together into one. */
export function isCompounding(language: Language | undefined): boolean {
  return language !== undefined && COMPOUNDING.includes(language)
}

/** What a long word is found under by each part of it: its trigrams, marked so that no word is one. */
export function compoundTrigrams(word: string): string {
  return word.length < COMPOUND_LENGTH ? '' : trigrams(word)
}

/** The phrase that finds a word inside longer ones; undefined when it is too short to say anything. */
export function partPhrase(word: string): string | undefined {
  return word.length < PART_LENGTH ? undefined : trigrams(word)
}

function trigrams(word: string): string {
  return Array.from({ length: word.length - 2 }, (_, at) => `${COMPOUND_MARK}${word.slice(at, at + 3)}`).join(
    ' ',
  )
}
