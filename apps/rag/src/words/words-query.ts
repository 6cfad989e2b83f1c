import { capitalsOf } from './capitals.ts'
import { isCompounding, partPhrase } from './compounds.ts'
import { fold } from './fold.ts'
import { LATIN_LANGUAGES, languageOf, latinLanguages } from './language.ts'
import { withNeighbours, withNumbers, withoutHyphens, withoutUmlauts, type Also } from './other-spellings.ts'
import { consonantsOf, stem } from './stem.ts'
import { STOP_WORDS, type Language } from './stop-words.ts'
import { tokensOf, wordsOf, type Token } from './tokens.ts'
import { writtenApart } from './written-apart.ts'

/** Beyond these a query's ranking no longer changes but the time does. */
const MAX_TERMS = 96
const LONG_QUESTION_TERMS = 24
/** From so many words on, neighbours are looked for side by side too; in short questions that ranks worse. */
const PAIRED_WORDS = 12
const REPEATS_MAX = 4
/** Between the forms of one term. No token has it. */
export const BAR = '|'
/** At the end of a form that stands for all words that begin so. No token has it. */
export const BEGINNING = '*'
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
  const read = tokensOf(fold(query))
  const tokens = read.flatMap((token) => (token.kind === 'hyphenated' ? token.parts : [token]))
  const words = wordsOf(tokens)
  const spoken = latinLanguages(words)
  const languages = spoken.length === 0 ? LATIN_LANGUAGES : spoken
  const reading = { languages, abbreviations: abbreviationsOf(query) }
  const isTelling = (token: Token) => !isQuestionWord(token, spoken, reading.abbreviations)
  const telling = tokens.filter(isTelling)
  const terms = (telling.length > 0 ? telling : tokens).flatMap((token) => termsOf(token, reading))
  const [latin] = languages
  const also = [
    ...withNeighbours(tokens, isTelling, latin, telling.length >= PAIRED_WORDS),
    ...withNumbers(tokens, latin),
    ...writtenApart(query, tokens, latin),
    ...[...reading.abbreviations].flatMap((word) =>
      capitalsOf(word.toUpperCase()).map((form): Also => [stem(word, latin), form]),
    ),
    ...withoutHyphens(read, latin),
    ...withoutUmlauts(query, languages),
  ]
  return weighed([...phrasesOf(query, reading), ...terms], also)
}

/**
 * In a question of several sentences the words said again are its subject: they count as often as they are
 * said. (In one sentence that makes the ranking worse.)
 */
function weighed(terms: readonly string[], also: readonly Also[]): string[] {
  const said = new Map<string, { times: number; forms: Set<string> }>()
  for (const term of terms) {
    const [stemmed = '', ...others] = term.split(BAR)
    const known = said.get(stemmed) ?? { times: 0, forms: new Set([stemmed]) }
    for (const form of others) known.forms.add(form)
    said.set(stemmed, { times: known.times + 1, forms: known.forms })
  }
  for (const [term, form] of also) said.get(term)?.forms.add(form)
  const isLong = said.size >= LONG_QUESTION_TERMS
  return [...said].slice(0, MAX_TERMS).map(([stemmed, { times, forms }]) => {
    const again = isLong ? Math.min(times, REPEATS_MAX) - 1 : 0
    return [...Array<string>(again).fill(stemmed), ...forms].join(BAR)
  })
}

/**
 * The FTS5 expression that finds any of the terms. Nothing of FTS5's own syntax gets through: each form is a
 * quoted string, and tokens hold no quotation mark.
 */
export function anyOf(terms: readonly string[]): string {
  const forms = terms.flatMap((term) => term.split(BAR))
  return forms.map(expressionOf).join(' OR ')
}

function expressionOf(form: string): string {
  return form.endsWith(BEGINNING) ? `"${form.slice(0, -BEGINNING.length)}" *` : `"${form}"`
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
  if (token.kind === 'hyphenated') return token.parts.flatMap((part) => termsOf(part, reading))
  if (token.kind === 'word') return [formsOf(token.text, reading.languages).join(BAR)]
  const { exact, joined, parts } = token
  return [exact, joined, ...parts.flatMap((part) => termsOf(part, reading))]
}

/** English besides: what tells no language is indexed as if it were English. */
function formsOf(word: string, languages: readonly Language[]): string[] {
  const language = languageOf(word, undefined)
  if (language !== undefined) {
    const stemmed = stem(word, language)
    return [...new Set([stemmed, word, consonantsOf(stemmed, language) ?? word])]
  }
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
