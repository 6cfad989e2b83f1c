import { fold } from './fold.ts'
import { languageOf } from './language.ts'
import { stem } from './stem.ts'
import type { Language } from './stop-words.ts'
import { tokensOf, wordsOf, type Token } from './tokens.ts'

/** A form under which a term, known by its first one, is looked for too. */
export type Also = readonly [term: string, form: string]

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

/** Telling words side by side, as another form of the first: "boundary layer" says more than both apart. */
export function withNeighbours(
  tokens: readonly Token[],
  isTelling: (token: Token) => boolean,
  latin: Language | undefined,
): Also[] {
  return tokens.flatMap((first, at): Also[] => {
    const second = tokens[at + 1]
    if (first.kind !== 'word' || second?.kind !== 'word') return []
    if (!isTelling(first) || !isTelling(second)) return []
    const [one = '', next = ''] = [first.text, second.text].map((word) => stem(word, languageOf(word, latin)))
    return one === next ? [] : [[one, `${one} ${next}`]]
  })
}
