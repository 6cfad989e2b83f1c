import { statementsOf } from '@bulkhead/statements/statements'

/** So much of the text before a mark, or behind one that begins a sentence, is looked at. */
const STATEMENT_UNITS = 600
const MARKS = /(?:\s{0,16}\[\d{1,3}\])+/gu
/** Marks of the same statement. */
const MARKS_AFTER = /^(?:[^\S\n]{0,16}\[\d{1,3}(?:\s{0,2},\s{0,2}\d{1,3}){0,15}\])+/u
const OPEN_MARK = /^[^\S\n]*\[[\d,\s]*$/u
const SENTENCE_END = /[.!?]["'”’»)\]]*\s+(?=\S)|[。！？।؟۔]["'”’»)\]」』]*|\n/u

/** What a mark that follows `text` is about: from the last sentence end, or the last mark, on. */
export function statementBefore(text: string): string {
  const near = text.slice(-STATEMENT_UNITS).trimEnd()
  const pieces = near.split(MARKS)
  const piece = pieces.findLast((one) => /[\p{L}\p{N}]/u.test(one)) ?? ''
  const last = statementsOf(piece).at(-1)
  return last === undefined ? '' : piece.slice(last.start, last.end)
}

/** Whether a mark that follows `text` begins a line, be it as an item of a list. */
export function beginsLine(text: string): boolean {
  const line = text.slice(text.lastIndexOf('\n') + 1)
  return /^\s*(?:[-*•]\s*|\d{1,3}[.)]\s*)?[*_]{0,2}\s*$/u.test(line)
}

/**
 * The rest of the sentence that a mark stands at the beginning of. Undefined while it may go on with what is
 * still to come.
 */
export function statementAfter(text: string, isWhole: boolean): string | undefined {
  const near = text.slice(0, STATEMENT_UNITS)
  const bare = near.replace(MARKS_AFTER, '')
  const isDecided = isWhole || text.length >= STATEMENT_UNITS
  if (!isDecided && OPEN_MARK.test(bare)) return undefined
  const end = SENTENCE_END.exec(bare)
  if (end !== null) return bare.slice(0, end.index + end[0].length).trim()
  return isDecided ? bare.trim() : undefined
}
