import { fold } from './fold.ts'

/** Scripts written without spaces, or whose words carry particles: each character is a token there. */
const BY_CHARACTER =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー'
const LETTERS = '\\p{L}\\p{N}\\p{M}\\p{Co}'
/** Codes, versions, numbers, addresses: what punctuation holds together. */
const JOINT = '(?:[-./_@:+#=&?%~]+|(?<=\\p{N}),(?=\\p{N}))'
const WHOLE = new RegExp(`[${LETTERS}]+(?:${JOINT}[${LETTERS}]+)*`, 'gu')
const RUNS = new RegExp(
  `[${BY_CHARACTER}][${BY_CHARACTER}\\p{M}]*|(?:(?![${BY_CHARACTER}])[${LETTERS}])+`,
  'gu',
)
const UNSPACED = new RegExp(`^[${BY_CHARACTER}]`, 'u')
const CLUSTER = /\P{M}\p{M}*/gu
const HAS_DIGIT_OR_ADDRESS = /\p{N}|@|:\/\/|^www\./u
const PLAIN_WORD = /^[a-z0-9]+$/
/** Written with or without its hyphen by taste: e-mail, Wi-Fi, co-operation. */
const HYPHENATED = /^\p{L}+(?:-\p{L}+){1,2}$/u
const HYPHENATED_LENGTH = 20
/** A version is the same with the letter before it and without. */
const VERSION = /^v(?=\d+(?:\.\d+)+)/
const THOUSANDS = /^\d{1,3}(?:,\d{3})+$/
const SEPARATORS = /[^\p{L}\p{N}\p{M}\p{Co}]+/gu

export type Token =
  | { readonly kind: 'word'; readonly text: string }
  /** A run of a script without spaces, as its characters with their marks. */
  | { readonly kind: 'run'; readonly characters: readonly string[] }
  /** Written together: exactly as it stands, without its punctuation, and its parts. */
  | {
      readonly kind: 'whole'
      readonly exact: string
      readonly joined: string
      readonly parts: readonly Token[]
    }
  /** Words between hyphens, which may as well be written as one. */
  | { readonly kind: 'hyphenated'; readonly joined: string; readonly parts: readonly Token[] }

/**
 * Text whose tokens can be told only once it is folded: scripts without spaces, letters in circles or of other
 * widths, and what is invisible within a word.
 */
const FOLDED_FIRST = /[\u00ad\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u200b-\u200f\u2060\u2100-\uffff]/u
const PLAIN_TEXT = /^[\p{ASCII}\u2010-\u2027]*$/u
const PLAIN_WHOLE = /[A-Za-z0-9]+(?:(?:[-./_@:+#=&?%~]+|(?<=[0-9]),(?=[0-9]))[A-Za-z0-9]+)*/g

/** The pieces of a text that become tokens, each of which may be folded by itself. */
export function rawTokens(text: string): string[] {
  if (PLAIN_TEXT.test(text)) return text.match(PLAIN_WHOLE) ?? []
  return (FOLDED_FIRST.test(text) ? fold(text) : text).match(WHOLE) ?? []
}

/** Whether a raw token is of a script without spaces, whose texts are folded before they are cut. */
export function isUnspaced(raw: string): boolean {
  return UNSPACED.test(raw)
}

/** The tokens of folded text, in their order. */
export function tokensOf(folded: string): Token[] {
  return (folded.match(WHOLE) ?? []).flatMap(tokenOf)
}

function tokenOf(written: string): Token[] {
  if (PLAIN_WORD.test(written)) return [{ kind: 'word', text: written }]
  if (THOUSANDS.test(written)) return [{ kind: 'word', text: written.replaceAll(',', '') }]
  const parts = (written.match(RUNS) ?? []).map(partOf)
  const bare = written.replace(VERSION, '')
  const joined = bare.replace(SEPARATORS, '')
  if (HYPHENATED.test(written) && joined.length <= HYPHENATED_LENGTH)
    return [{ kind: 'hyphenated', joined, parts }]
  if (joined === written || !HAS_DIGIT_OR_ADDRESS.test(written)) return parts
  return [{ kind: 'whole', exact: bare.replace(/^\w+:\/\//, ''), joined, parts }]
}

function partOf(text: string): Token {
  if (!UNSPACED.test(text)) return { kind: 'word', text }
  return { kind: 'run', characters: text.match(CLUSTER) ?? [] }
}

/** The words in Latin and other spaced scripts, which tell the language. */
export function wordsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.kind === 'word') return [token.text]
    return token.kind === 'run' ? [] : wordsOf(token.parts)
  })
}
