import { fold } from './fold.ts'
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
const SAMPLE = 100
/** Stop words are short, with marks and capitals too. */
const LONGEST_STOP_WORD = 16
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

/**
 * The language of a text by the first of its tokens. Undefined: in Latin script without a word that tells its
 * language.
 */
export function languageOfText(raw: readonly string[]): Language | undefined {
  const votes = new Map<Language, number>()
  for (let at = 0; at < Math.min(raw.length, SAMPLE); at++)
    for (const language of speakersOfToken(raw[at] ?? '')) votes.set(language, (votes.get(language) ?? 0) + 1)
  const most = Math.max(0, ...votes.values())
  if (most === 0) return undefined
  if (votes.get('en') === most) return 'en'
  return LATIN_LANGUAGES.find((language) => votes.get(language) === most)
}

/** Few tokens make most of every text, and to fold one costs more than to look it up. */
const KEPT = 5_000
const NOBODY: readonly Language[] = []
const kept = new Map<string, readonly Language[]>()

function speakersOfToken(raw: string): readonly Language[] {
  if (raw.length > LONGEST_STOP_WORD) return NOBODY
  const known = kept.get(raw)
  if (known !== undefined) return known
  if (kept.size >= KEPT) kept.clear()
  const speakers = SPEAKERS.get(fold(raw)) ?? NOBODY
  kept.set(raw, speakers)
  return speakers
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
