import { isNumbered, linesOf, type Line } from './lines.ts'

/** Text whose widest line is narrower was hardly wrapped by width. */
const LEAST_WIDTH = 25
/** Scripts without spaces break anywhere, so their wrapped lines are about as long as the longest. */
const NEARLY_FULL = 0.75
const BEGINS_INSIDE = /^\s*["'(«»“„]?\p{Ll}/u
const GOES_ON = /[,\-–(]\s*$/u
const ENDED = /[.:;!?。！？।؟…]["'”’»)\]]*\s*$/u
const UNSPACED =
  /^\s*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const FIELD = /^\s*\p{L}[^:.!?]{0,40}:(?:\s|$)/u

/**
 * The text with a space for each line end that is there for the width of the page and not for what is said:
 * sentences go on over it. Nothing else changes, so places stay what they were.
 */
export function flowing(text: string): string {
  if (!text.includes('\n')) return text
  const lines = linesOf(text)
  const pieces: string[] = []
  let width = 0
  for (const [at, line] of lines.entries()) {
    if (at === 0 || lines[at - 1]?.kind === 'blank') width = widthFrom(lines, at)
    const next = lines[at + 1]
    pieces.push(text.slice(line.start, line.end))
    if (next !== undefined) pieces.push(flowsOn(text, line, next, width) ? ' ' : '\n')
  }
  return pieces.join('')
}

/** The longest line of the paragraph that begins there. */
function widthFrom(lines: readonly Line[], from: number): number {
  let width = 0
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]
    if (line === undefined || line.kind === 'blank') break
    width = Math.max(width, line.end - line.start)
  }
  return width
}

function flowsOn(text: string, line: Line, next: Line, width: number): boolean {
  if (line.kind !== 'prose' && line.kind !== 'item') return false
  const before = text.slice(line.start, line.end)
  const after = text.slice(next.start, next.end)
  if (next.kind === 'item') return isNumbered(after) && line.kind === 'prose' && !ENDED.test(before)
  if (next.kind !== 'prose' || (FIELD.test(before) && FIELD.test(after))) return false
  if (BEGINS_INSIDE.test(after) || GOES_ON.test(before)) return true
  return wasFull(before.trimEnd(), after.trimStart(), width)
}

/** Whether the next word would have found no room: then only the width ended the line. */
function wasFull(before: string, after: string, width: number): boolean {
  if (UNSPACED.test(after)) return before.length >= NEARLY_FULL * width
  const space = after.search(/\s/u)
  const word = space < 0 ? after.length : space
  return width >= LEAST_WIDTH && before.length + 1 + word > width
}
