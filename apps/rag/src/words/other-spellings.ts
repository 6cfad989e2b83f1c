import { fold } from './fold.ts'
import { languageOf } from './language.ts'
import { stem } from './stem.ts'
import type { Language } from './stop-words.ts'
import { tokensOf, wordsOf, type Token } from './tokens.ts'

/** A form under which a term, known by its first one, is looked for too. */
export type Also = readonly [term: string, form: string]

const HAS_DIGIT = /\d/
const LEAST_GROUPS = 3
const LONGEST_GROUP = 6
const LEAST_IN_GROUPS = 12
const LONGEST_NUMBER = 48
const UMLAUT = /[äöüøåæ]/giu
const SPELLED: ReadonlyMap<string, string> = new Map(
  Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa', æ: 'ae' }),
)
const SPELLED_OUT = /([aou])e|aa/g
const WITH_UMLAUTS: ReadonlySet<Language> = new Set<Language>(['de', 'sv', 'no', 'da', 'fi'])

/** Words between hyphens may be written as one: Wi-Fi, e-mail. */
export function withoutHyphens(tokens: readonly Token[], latin: Language | undefined): Also[] {
  return tokens.flatMap((token): Also[] => {
    if (token.kind !== 'hyphenated') return []
    const last = wordsOf(token.parts).at(-1)
    const [of = '', joined = ''] = [last, token.joined].map((word = '') =>
      stem(word, languageOf(word, latin)),
    )
    return [[of, joined]]
  })
}

/** Umlauts are spelled with two letters on keyboards that have none. */
export function withoutUmlauts(query: string, [latin, ...others]: readonly Language[]): Also[] {
  const language = [latin, ...others].find((one) => one !== undefined && WITH_UMLAUTS.has(one))
  if (language === undefined) return []
  const twoLetters = query.replace(UMLAUT, (letter) => SPELLED.get(letter.toLowerCase()) ?? letter)
  const spelled = wordsOf(tokensOf(fold(twoLetters)))
  return wordsOf(tokensOf(fold(query))).flatMap((word, at) => {
    const forms = [spelled[at] ?? word, word.replace(SPELLED_OUT, (_, vowel: string = 'a') => vowel)]
    const different = forms.flatMap((form) => (form === word ? [] : [stem(form, language), form]))
    return different.map((form): Also => [stem(word, latin), form])
  })
}

/**
 * Telling words side by side, as another form of the first: "boundary layer" says more than both apart. A
 * number (`isAll` false: nothing else) says little without what stands beside it: `Abs. 3`, `AB 12 34`.
 */
export function withNeighbours(
  tokens: readonly Token[],
  isTelling: (token: Token) => boolean,
  latin: Language | undefined,
  isAll: boolean,
): Also[] {
  return tokens.flatMap((first, at): Also[] => {
    const second = tokens[at + 1]
    if (first.kind !== 'word' || second?.kind !== 'word') return []
    if (!isTelling(first) || !isTelling(second)) return []
    if (!isAll && !HAS_DIGIT.test(first.text + second.text)) return []
    const [one = '', next = ''] = [first.text, second.text].map((word) => stem(word, languageOf(word, latin)))
    return one === next ? [] : [[one, `${one} ${next}`]]
  })
}

/** Numbers that are written in groups by some and as one by others: of accounts, cards, telephones, parts. */
export function withNumbers(tokens: readonly Token[], latin: Language | undefined): Also[] {
  return tokens.flatMap((token, at): Also[] => {
    if (token.kind !== 'word') return []
    const term = stem(token.text, languageOf(token.text, latin))
    const together = [token.text, ...groupsAfter(tokens, at)]
    const form = together.length < LEAST_GROUPS ? inGroups(token.text) : together.join('')
    return form === undefined || form.length > LONGEST_NUMBER ? [] : [[term, form]]
  })
}

/** The groups of digits behind a word, the first of which may be letters. */
function groupsAfter(tokens: readonly Token[], at: number): string[] {
  const [word, before] = [tokens[at], tokens[at - 1]]
  const isBegun = before?.kind === 'word' && HAS_DIGIT.test(before.text)
  if (word?.kind !== 'word' || isBegun || word.text.length > LONGEST_GROUP) return []
  const groups: string[] = []
  for (const token of tokens.slice(at + 1)) {
    if (token.kind !== 'word' || !HAS_DIGIT.test(token.text) || token.text.length > LONGEST_GROUP) break
    groups.push(token.text)
  }
  return groups
}

/** As accounts and cards are printed, which is by four. The index parts letters from digits. */
function inGroups(text: string): string | undefined {
  if (text.length < LEAST_IN_GROUPS || !/\d{8}/.test(text)) return undefined
  const groups = text.match(/.{1,4}/gu) ?? []
  return groups.join(' ').replace(/^([a-z]{1,2})(\d{2,3}) /, '$1 $2 ')
}
