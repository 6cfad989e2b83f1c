import { capitalsOf, humpsOf } from './capitals.ts'
import { compoundTrigrams, isCompounding } from './compounds.ts'
import { fold } from './fold.ts'
import { languageOf, languageOfText } from './language.ts'
import { consonantsOf, stem } from './stem.ts'
import type { Language } from './stop-words.ts'
import { isUnspaced, rawTokens, tokensOf, wordsOf, type Token } from './tokens.ts'

/** Changes with the tokens of any text: a corpus indexed by another version is indexed anew. */
export const WORDS_VERSION = 4

/** Few words make most of every text, and each is analysed once. A run without spaces is hardly met again. */
const KEPT = 20_000
const KEPT_LENGTH = 24
const CODE = /^([a-z]{1,4})(\d{2,})$/
const MAYBE_HYPHENATED = /-[ \t]*\r?\n/
/** A word that goes on in the next line is found whole and by its halves. */
const LINE_END_HYPHEN = /(\p{Ll}+)-[ \t]*\r?\n[ \t]*(\p{Ll}+)/gu

export interface IndexedFields {
  readonly title: string
  readonly heading: string
  readonly body: string
  /** Trigrams of long words, in languages that put words together. */
  readonly parts: string
}

/** What the index holds of one token of a text. */
interface Written {
  readonly tokens: string
  readonly parts: string
}

/** By the language of the text around it. */
const kept = new Map<Language | undefined, Map<string, Written>>()

/** The word index of one chunk: tokens that FTS5 only has to part at spaces. */
export function indexFields(chunk: {
  readonly title: string
  readonly heading: string | null
  readonly text: string
}): IndexedFields {
  const [title, heading, body] = [read(chunk.title), read(chunk.heading ?? ''), read(chunk.text)]
  const spoken = languageOfText([body, title, heading].find(({ length }) => length > 0) ?? [])
  const [inTitle, inHeading, inBody] = [write(title, spoken), write(heading, spoken), write(body, spoken)]
  return {
    title: inTitle.tokens,
    heading: inHeading.tokens,
    body: inBody.tokens,
    parts: [inTitle.parts, inHeading.parts, inBody.parts].filter((part) => part !== '').join(' '),
  }
}

function read(text: string): readonly string[] {
  const whole = MAYBE_HYPHENATED.test(text) ? text.replace(LINE_END_HYPHEN, '$1$2 $1 $2') : text
  return rawTokens(whole)
}

function write(raw: readonly string[], spoken: Language | undefined): Written {
  let tokens = ''
  let parts = ''
  for (const one of raw) {
    const found = writtenOf(one, spoken)
    if (found.tokens !== '') tokens += tokens === '' ? found.tokens : ` ${found.tokens}`
    if (found.parts !== '') parts += parts === '' ? found.parts : ` ${found.parts}`
  }
  return { tokens, parts }
}

function writtenOf(raw: string, spoken: Language | undefined): Written {
  if (raw.length > KEPT_LENGTH) return analysed(raw, spoken)
  const known = kept.get(spoken) ?? new Map<string, Written>()
  const found = known.get(raw)
  if (found !== undefined) return found
  if (known.size === 0) kept.set(spoken, known)
  if (known.size >= KEPT) known.clear()
  const written = analysed(raw, spoken)
  known.set(raw, written)
  return written
}

/** What tells no language is stemmed as names and codes are, which is as English; it may hold compounds too. */
function analysed(raw: string, spoken: Language | undefined): Written {
  const latin = spoken ?? 'en'
  const tokens = tokensOf(isUnspaced(raw) ? raw : fold(raw))
  const words = tokens.flatMap((token) => written(token, latin))
  const humps = humpsOf(raw).map((word) => stem(word, latin))
  return {
    tokens: [...capitalsOf(raw), ...words, ...humps].join(' '),
    parts:
      spoken === undefined || isCompounding(spoken)
        ? wordsOf(tokens).map(compoundTrigrams).join(' ').trim()
        : '',
  }
}

function written(token: Token, latin: Language | undefined): readonly string[] {
  if (token.kind === 'run') return token.characters
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
