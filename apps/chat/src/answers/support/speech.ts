import { languageOf, type Language } from './function-words.ts'
import { wordsOf } from './terms.ts'

const SCRIPTS = [
  ['latin', /\p{Script=Latin}/gu],
  ['cyrillic', /\p{Script=Cyrillic}/gu],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['han', /\p{Script=Han}/gu],
  ['hangul', /\p{Script=Hangul}/gu],
  ['thai', /\p{Script=Thai}/gu],
  ['arabic', /\p{Script=Arabic}/gu],
  ['devanagari', /\p{Script=Devanagari}/gu],
  ['greek', /\p{Script=Greek}/gu],
  ['hebrew', /\p{Script=Hebrew}/gu],
] as const

/** The script and the language that a text is in, as far as it tells. */
export interface Speech {
  readonly script: string | undefined
  readonly language: Language | undefined
}

/** A sign of a script without an alphabet is a word of some letters. */
const DENSE: ReadonlySet<string> = new Set(['han', 'kana', 'hangul'])

export function speechOf(text: string): Speech {
  const counts = SCRIPTS.map(([script, letters]) => {
    const count = text.match(letters)?.length ?? 0
    return { script, count: DENSE.has(script) ? 3 * count : count }
  })
  const kana = counts.find(({ script }) => script === 'kana')?.count ?? 0
  const [most] = counts.toSorted((a, b) => b.count - a.count)
  if (most === undefined || most.count === 0) return { script: undefined, language: undefined }
  const script = most.script === 'han' && kana > 0 ? 'kana' : most.script
  return { script, language: languageOf(wordsOf(text)) }
}

/** Whether the words of both can be held beside each other. In doubt they can. */
export function isSameSpeech(one: Speech, other: Speech): boolean {
  if (one.script !== undefined && other.script !== undefined && one.script !== other.script) return false
  return one.language === undefined || other.language === undefined || one.language === other.language
}
