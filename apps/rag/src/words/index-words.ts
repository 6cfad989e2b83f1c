import { compoundTrigrams, isCompounding } from './compounds.ts'
import { fold } from './fold.ts'
import { languageOf, latinLanguages } from './language.ts'
import { consonantsOf, stem } from './stem.ts'
import type { Language } from './stop-words.ts'
import { tokensOf, wordsOf, type Token } from './tokens.ts'

/** Changes with the tokens of any text: a corpus indexed by another version is indexed anew. */
export const WORDS_VERSION = 2

/** A word that goes on in the next line is found whole and by its halves. */
const CODE = /^([a-z]{1,4})(\d{2,})$/
const LINE_END_HYPHEN = /(\p{Ll}+)-[ \t]*\r?\n[ \t]*(\p{Ll}+)/gu
/** Stop words of a language that must stand in a text before it is taken for that language. */
const SURE = 2

export interface IndexedFields {
  readonly title: string
  readonly heading: string
  readonly body: string
  /** Trigrams of long words, in languages that put words together. */
  readonly parts: string
}

/** The word index of one chunk: tokens that FTS5 only has to part at spaces. */
export function indexFields(chunk: {
  readonly title: string
  readonly heading: string | null
  readonly text: string
}): IndexedFields {
  const [title, heading, body] = [chunk.title, chunk.heading ?? '', chunk.text].map((text) =>
    tokensOf(fold(text.replace(LINE_END_HYPHEN, '$1$2 $1 $2'))),
  )
  const all = [title, heading, body].flatMap((tokens) => tokens ?? [])
  const latin = languageOfText(wordsOf(all))
  const write = (tokens: readonly Token[] = []) => tokens.flatMap((token) => written(token, latin)).join(' ')
  const parts = isCompounding(latin) ? wordsOf(all).map(compoundTrigrams) : []
  return {
    title: write(title),
    heading: write(heading),
    body: write(body),
    parts: parts.filter((part) => part !== '').join(' '),
  }
}

/** Text in Latin script without a word that tells its language is taken for English, as names and codes are. */
function languageOfText(words: readonly string[]): Language | undefined {
  const [language, ...others] = latinLanguages(words)
  if (language === undefined) return 'en'
  return others.length === 0 || words.length < SURE ? language : tieOf([language, ...others])
}

function tieOf(languages: readonly Language[]): Language | undefined {
  return languages.includes('en') ? 'en' : languages[0]
}

function written(token: Token, latin: Language | undefined): string[] {
  if (token.kind === 'run') return [...token.characters]
  if (token.kind === 'word') return writtenWord(token.text, latin)
  const parts = token.parts.flatMap((part) => written(part, latin))
  if (token.kind === 'hyphenated') return [...parts, stem(token.joined, latin)]
  return [token.exact, token.joined, ...parts]
}

/** What letters and digits together stand for is found by each of them too: AB1234. */
function writtenWord(word: string, latin: Language | undefined): string[] {
  const [, letters, digits] = CODE.exec(word) ?? []
  if (letters !== undefined && digits !== undefined) return [word, letters, digits]
  const language = languageOf(word, latin)
  const stemmed = stem(word, language)
  const consonants = consonantsOf(stemmed, language)
  return consonants === undefined ? [stemmed] : [stemmed, consonants]
}
