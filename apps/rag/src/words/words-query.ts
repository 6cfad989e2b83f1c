import { isCompounding, partPhrase } from './compounds.ts'
import { fold } from './fold.ts'
import { LATIN_LANGUAGES, languageOf, latinLanguages } from './language.ts'
import { stem } from './stem.ts'
import { STOP_WORDS, type Language } from './stop-words.ts'
import { tokensOf, wordsOf, type Token } from './tokens.ts'

/** Beyond these a query's ranking no longer changes but the time does. */
const MAX_TERMS = 96
const LONG_QUESTION_TERMS = 24
const REPEATS_MAX = 4
/** Between the forms of one term. No token has it. */
const BAR = '|'
const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/gu
const ABBREVIATION = /^\p{Lu}{2,}$/u

interface Reading {
  /** Which languages the words in Latin script may be in. */
  readonly languages: readonly Language[]
  /** Said by capitals to be no question words: IT, US. */
  readonly abbreviations: ReadonlySet<string>
}

/**
 * What a query looks for, each term once: its forms in the languages it may be in, between bars. Words of
 * every question are left out while anything else is there. Empty when there is no word at all.
 */
export function searchTerms(query: string): string[] {
  const tokens = tokensOf(fold(query))
  const words = wordsOf(tokens)
  const spoken = latinLanguages(words)
  const languages = spoken.length === 0 ? LATIN_LANGUAGES : spoken
  const reading = { languages, abbreviations: abbreviationsOf(query) }
  const telling = tokens.filter((token) => !isQuestionWord(token, spoken, reading.abbreviations))
  const terms = (telling.length > 0 ? telling : tokens).flatMap((token) => termsOf(token, reading))
  return weighed([...phrasesOf(query, reading), ...terms])
}

/**
 * In a question of several sentences the words said again are its subject: they count as often as they are
 * said. (In one sentence that makes the ranking worse.)
 */
function weighed(terms: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const term of terms) times.set(term, (times.get(term) ?? 0) + 1)
  const isLong = times.size >= LONG_QUESTION_TERMS
  return [...times].slice(0, MAX_TERMS).map(([term, said]) => {
    return isLong ? Array<string>(Math.min(said, REPEATS_MAX)).fill(term).join(BAR) : term
  })
}

/**
 * The FTS5 expression that finds any of the terms. Nothing of FTS5's own syntax gets through: each form is a
 * quoted string, and tokens hold no quotation mark.
 */
export function anyOf(terms: readonly string[]): string {
  const forms = terms.flatMap((term) => term.split(BAR))
  return forms.map((form) => `"${form}"`).join(' OR ')
}

/** Nobody means more by capitals when everything is in capitals. */
function abbreviationsOf(query: string): ReadonlySet<string> {
  if (query === query.toUpperCase()) return new Set()
  return new Set((query.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => ABBREVIATION.test(word)).map(fold))
}

function isQuestionWord(
  token: Token,
  spoken: readonly Language[],
  abbreviations: ReadonlySet<string>,
): boolean {
  if (token.kind !== 'word' || abbreviations.has(token.text)) return false
  const language = languageOf(token.text, undefined)
  const candidates = language === undefined ? spoken : [language]
  return candidates.some((one) => STOP_WORDS.get(one)?.has(token.text))
}

/** Words between quotation marks are looked for as they stand, beside each by itself. */
function phrasesOf(query: string, reading: Reading): string[] {
  return [...query.matchAll(QUOTED)].flatMap(([, quoted = '']) => {
    const tokens = tokensOf(fold(quoted))
    if (tokens.length < 2 || tokens.some(({ kind }) => kind !== 'word')) return []
    const forms = reading.languages.map((language) =>
      wordsOf(tokens)
        .map((word) => stem(word, languageOf(word, language)))
        .join(' '),
    )
    return [[...new Set(forms)].join(BAR)]
  })
}

function termsOf(token: Token, reading: Reading): string[] {
  if (token.kind === 'run') return pairsOf(token.characters)
  if (token.kind === 'word') return [formsOf(token.text, reading.languages).join(BAR)]
  const { exact, joined, parts } = token
  return [exact, joined, ...parts.flatMap((part) => termsOf(part, reading))]
}

/** English besides: what tells no language is indexed as if it were English. */
function formsOf(word: string, languages: readonly Language[]): string[] {
  const language = languageOf(word, undefined)
  if (language !== undefined) return [...new Set([stem(word, language), word])]
  if (languageOf(word, 'en') === undefined) return [word]
  const stems = [...languages, 'en' as const].map((one) => stem(word, one))
  const part = languages.some(isCompounding)
    ? partPhrase(stem(word, languages.find(isCompounding)))
    : undefined
  return [...new Set([...stems, word, ...(part === undefined ? [] : [part])])]
}

/** Neighbours of two; one alone is itself. */
function pairsOf(characters: readonly string[]): string[] {
  if (characters.length < 2) return [...characters]
  return characters.slice(1).map((character, index) => `${characters[index]} ${character}`)
}
