import { humpsOf } from './capitals.ts'
import { fold } from './fold.ts'
import { languageOf } from './language.ts'
import type { Also } from './other-spellings.ts'
import { stem } from './stem.ts'
import type { Language } from './stop-words.ts'
import type { Token } from './tokens.ts'

const CODE = /^([a-z]{1,4})(\d{2,})$/
/** From here on people part the thousands: with a blank, a point or an apostrophe. */
const NUMBER = /^\d{4,9}$/
const FIRST_GROUP = /^\d{1,3}$/
const THOUSANDS = /^\d{3}$/
const THOUSANDS_MAX = 2
const NAME = /[A-Za-z\d_]+/g
const CAPITALS = /(?<![\p{L}\p{N}])\p{Lu}{2,5}(?![\p{L}\p{N}])/gu
const DOTTED = /(?<![\p{L}\p{N}])(?:\p{Lu}\.){2,5}(?!\p{L}{2})/gu

/** What some write together and others apart: ISO9001, 1 000, getUserId, U.S.A. */
export function writtenApart(query: string, tokens: readonly Token[], latin: Language | undefined): Also[] {
  const stemmed = (word: string) => stem(word, languageOf(word, latin))
  const also = (word: string, form: readonly string[]): Also => [stemmed(word), form.join(' ')]
  const ofTokens = tokens.flatMap((token, at): Also[] => {
    if (token.kind !== 'word') return []
    const { text } = token
    const [, letters, digits] = CODE.exec(text) ?? []
    if (letters !== undefined && digits !== undefined) return [also(text, [stemmed(letters), digits])]
    if (NUMBER.test(text)) return [also(text, text.match(/\d{1,3}(?=(?:\d{3})*$)/g) ?? [])]
    const whole = thousandsFrom(tokens, at)
    return whole === text ? [] : [also(text, [whole])]
  })
  const ofNames = (query.match(NAME) ?? []).flatMap((name): Also[] => {
    const humps = humpsOf(name)
    return humps.length === 0 ? [] : [also(fold(name), humps.map(stemmed))]
  })
  const ofCapitals = (query.match(CAPITALS) ?? []).map((word) =>
    also(fold(word), lettersOf(word).map(stemmed)),
  )
  const ofDotted = (query.match(DOTTED) ?? []).flatMap((word) => {
    const letters = lettersOf(word)
    return letters.map((letter) => also(letter, [stemmed(letters.join(''))]))
  })
  return [...ofTokens, ...ofNames, ...ofCapitals, ...ofDotted]
}

function lettersOf(word: string): readonly string[] {
  return fold(word).match(/\p{L}/gu) ?? []
}

/** The number that a group of digits begins. */
function thousandsFrom(tokens: readonly Token[], at: number): string {
  const [first, before] = [textAt(tokens, at), textAt(tokens, at - 1)]
  if (!FIRST_GROUP.test(first) || FIRST_GROUP.test(before)) return first
  const groups = [first]
  while (groups.length <= THOUSANDS_MAX && THOUSANDS.test(textAt(tokens, at + groups.length)))
    groups.push(textAt(tokens, at + groups.length))
  return groups.join('')
}

function textAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at]
  return token?.kind === 'word' ? token.text : ''
}
