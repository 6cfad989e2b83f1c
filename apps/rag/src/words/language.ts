import { STOP_WORDS, type Language } from './stop-words.ts'

/** A script that one language of ours is written in tells it by itself. */
const BY_SCRIPT: readonly (readonly [RegExp, Language])[] = [
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Devanagari}/u, 'hi'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Greek}/u, 'el'],
]
const LATIN = /\p{Script=Latin}/u
const ASCII = /^\p{ASCII}*$/u

export const LATIN_LANGUAGES: readonly Language[] = [...STOP_WORDS.keys()].filter(
  (language) => !BY_SCRIPT.some(([, named]) => named === language),
)
/** Words enough to know the language by; more cost time only. */
const SAMPLE = 200
const SPEAKERS = speakersOf(LATIN_LANGUAGES)

/**
 * The languages in Latin script that the folded words may be in: those with most of their stop words among
 * them. All that tie are given; none when there is no stop word.
 */
export function latinLanguages(words: readonly string[]): Language[] {
  const votes = new Map<Language, number>()
  for (const word of words.slice(0, SAMPLE))
    for (const language of SPEAKERS.get(word) ?? []) votes.set(language, (votes.get(language) ?? 0) + 1)
  const most = Math.max(0, ...votes.values())
  return LATIN_LANGUAGES.filter((language) => most > 0 && votes.get(language) === most)
}

/** Which languages have a stop word. */
function speakersOf(languages: readonly Language[]): ReadonlyMap<string, readonly Language[]> {
  const speakers = new Map<string, Language[]>()
  for (const language of languages)
    for (const word of STOP_WORDS.get(language) ?? [])
      speakers.set(word, [...(speakers.get(word) ?? []), language])
  return speakers
}

/** By its script, else `latin`, the language of the text around it. Undefined: no language of ours. */
export function languageOf(word: string, latin: Language | undefined): Language | undefined {
  if (ASCII.test(word) || LATIN.test(word)) return latin
  return BY_SCRIPT.find(([script]) => script.test(word))?.[1]
}
