import { fold } from './fold.ts'
import { STOP_WORDS } from './stop-words.ts'

/** Before an abbreviation that is a word of every question without its capitals. No word begins so. */
const CAPITALS_MARK = '='
const ABBREVIATION = /^\p{Lu}{2,4}$/u
const HUMP = /(?<=[a-z\d])(?=[A-Z])/

/** What IT, US and WHO are found by, which `it`, `us` and `who` are not. */
export function capitalsOf(word: string): string[] {
  if (!ABBREVIATION.test(word)) return []
  const folded = fold(word)
  const isStopWord = [...STOP_WORDS.values()].some((words) => words.has(folded))
  return isStopWord ? [`${CAPITALS_MARK}${folded}`] : []
}

/** The words of a name in code: `get`, `user` and `id` of `getUserId`. */
export function humpsOf(written: string): string[] {
  if (!HUMP.test(written)) return []
  const names = written.split(/[^A-Za-z\d]+/).filter((name) => HUMP.test(name))
  return names.flatMap((name) => name.split(HUMP)).map(fold)
}
