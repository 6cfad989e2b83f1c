import { stemmer } from 'stemmer'

import type { Language } from './stop-words.ts'
import { ENDINGS, type Endings } from './suffixes.ts'

/** Few words make most of every text. Stems of Porter's cost most of indexing. */
const KEPT = 20_000
const porter = new Map<string, string>()

const DIGIT = /\p{N}/u

/** The stem of a folded word. Without a language, and with digits, a word stays as it is. */
export function stem(word: string, language: Language | undefined): string {
  if (language === undefined || DIGIT.test(word)) return word
  if (language === 'en') return porterStem(word)
  const endings = ENDINGS[language]
  return endings === undefined ? word : withoutEndings(word, endings)
}

function withoutEndings(word: string, { least, suffixes, prefixes = [] }: Endings): string {
  const prefix = prefixes.find((one) => word.startsWith(one) && word.length - one.length >= least) ?? ''
  const bare = word.slice(prefix.length)
  const suffix = suffixes.find((one) => bare.endsWith(one) && bare.length - one.length >= least) ?? ''
  return bare.slice(0, bare.length - suffix.length)
}

function porterStem(word: string): string {
  const known = porter.get(word)
  if (known !== undefined) return known
  if (porter.size >= KEPT) porter.clear()
  const found = stemmer(word)
  porter.set(word, found)
  return found
}

const LONG_VOWELS = /(?<!^)[اوي]/gu
const ROOT_LENGTH = 3

/**
 * The consonants of an Arabic stem: plurals, and nouns of verbs, differ in the vowels between them. Undefined:
 * of another language, the stem itself, or too short to say anything.
 */
export function consonantsOf(stem: string, language: Language | undefined): string | undefined {
  if (language !== 'ar') return undefined
  const consonants = stem.replace(LONG_VOWELS, '')
  return consonants.length < ROOT_LENGTH || consonants === stem ? undefined : consonants
}
