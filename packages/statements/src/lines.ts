/** What a line of clean text is: prose flows on into the next line, the others end where they end. */
export type LineKind = 'blank' | 'prose' | 'item' | 'row' | 'code' | 'fence' | 'heading'

export interface Line {
  readonly start: number
  /** Without its line end. */
  readonly end: number
  readonly kind: LineKind
}

const FENCE = /^\s{0,3}(?:```|~~~)/
const HEADING = /^\s{0,3}#{1,6}\s/
const BULLET = /^\s*(?:[-*+•‣◦▪■●○–—]|\u{f0b7})\s/u
const NUMBERED = /^\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s/
const ROW = /^\s*\||\s\|\s/
const CODE = /[{}]\s*$|[=(].{0,200};\s*$/

/** The lines of a text, each with what it is. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let isFenced = false
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(start, end)
    const isFence = FENCE.test(line)
    if (isFence) isFenced = !isFenced
    lines.push({ start, end, kind: isFence ? 'fence' : isFenced ? 'code' : kindOf(line) })
    start = end + 1
  }
  return lines
}

function kindOf(line: string): LineKind {
  if (line.trim() === '') return 'blank'
  if (HEADING.test(line)) return 'heading'
  if (ROW.test(line)) return 'row'
  if (CODE.test(line)) return 'code'
  return BULLET.test(line) || NUMBERED.test(line) ? 'item' : 'prose'
}

/** A number at the beginning of a line may be a date that the line before goes on to: `am` / `31. Dezember`. */
export function isNumbered(line: string): boolean {
  return NUMBERED.test(line)
}
