import { cleanText, type Part, type TableLead } from '../text/extracted.ts'
import type { Page } from './furniture.ts'
import { isWithoutBlanks } from './join-runs.ts'
import type { Line } from './lines.ts'

/** How much larger than the body a line's letters must be to head what follows. */
const HEADING_RATIO = 1.15
const TITLE_RATIO = 1.5
const HEADING_MAX_UNITS = 200
const BOLD_HEADING_MAX_UNITS = 120
/** A gap of more than this many line heights ends a paragraph. */
const PARAGRAPH_GAP = 1.6

interface PlacedLine extends Line {
  readonly page: number
}

/**
 * What is usual in a document: the size of its letters, the distance of its lines, and whether they are bold.
 */
interface Body {
  readonly size: number
  readonly gap: number
  readonly isBold: boolean
}

/**
 * Lines joined to paragraphs with their pages; a paragraph that goes on overleaf is two parts without a blank
 * line between them.
 */
export function paragraphsOf(pages: readonly Page[]): Part[] {
  const lines = pages.flatMap(({ number, lines: own }) => own.map((line) => ({ ...line, page: number })))
  const body = bodyOf(lines)
  const parts: Part[] = []
  let open: PlacedLine[] = []
  let goesOn = false
  const close = () => {
    const [first] = open
    if (first?.isTableRow === true) parts.push(...rowsOf(open))
    else if (first !== undefined) parts.push({ ...partOf(open, first, body), ...(goesOn ? { goesOn } : {}) })
  }
  for (const line of lines) {
    const last = open.at(-1)
    if (last !== undefined && !continues(open, last, line, body)) {
      close()
      goesOn = isTorn(last, line, body)
      open = []
    }
    open.push(line)
  }
  close()
  return [...parts, ...pages.flatMap(({ number, asides }) => asides.map((text) => ({ text, page: number })))]
}

function bodyOf(lines: readonly PlacedLine[]): Body {
  const units = lines.reduce((sum, { text }) => sum + text.length, 0)
  const size = medianSize(lines, units)
  const bold = lines.reduce((sum, { text, isBold }) => sum + (isBold ? text.length : 0), 0)
  return { size, gap: Math.max(PARAGRAPH_GAP * size, usualLeading(lines) * 1.25), isBold: bold * 2 > units }
}

/** The size that half of all letters are not above. */
function medianSize(lines: readonly Line[], units: number): number {
  let below = 0
  for (const { size, text } of lines.toSorted((a, b) => a.size - b.size)) {
    below += text.length
    if (below * 2 >= units) return size
  }
  return 0
}

/** The distance that more than half of all neighbouring lines have; 0 when there is none. */
function usualLeading(lines: readonly Line[]): number {
  const counts = new Map<number, number>()
  let all = 0
  for (const [at, line] of lines.entries()) {
    const last = lines[at - 1]
    if (last === undefined || last.flow !== line.flow) continue
    const distance = Math.round(line.y - last.y)
    counts.set(distance, (counts.get(distance) ?? 0) + 1)
    all++
  }
  const usual = [...counts].find(([, count]) => all >= 10 && count * 2 > all)
  return usual?.[0] ?? 0
}

const ITEM = /^(?:[•‣◦▪■●○–—*·\u{f0b7}]\s?|\(?(?:\d{1,3}|[a-z])[.)]\s)/u
const INDENT = 0.8
const SHORT = 0.85

function continues(open: readonly Line[], last: PlacedLine, line: PlacedLine, body: Body): boolean {
  if (last.page !== line.page || last.flow !== line.flow || last.isTableRow !== line.isTableRow) return false
  const apart = Math.abs(line.y - last.y)
  if (line.isTableRow) return true
  if (apart > Math.max(body.gap, PARAGRAPH_GAP * Math.max(last.size, line.size))) return false
  if (isLarge(last, body) !== isLarge(line, body) || isBoldHead(last, body) !== isBoldHead(line, body)) {
    return false
  }
  return !ITEM.test(line.text) && !isIndented(open, last, line)
}

/** The first line of a paragraph often stands further in, the later ones of a list item do. */
function isIndented(open: readonly Line[], last: Line, line: Line): boolean {
  if (line.x - last.x <= INDENT * line.size) return false
  return open.length > 1 || last.right < last.margin * SHORT
}

const ENDED = /[.!?:;。！？؟।…]["'”’»)\]]*$/u
const BEGINS_INSIDE = /^[\p{Ll}\p{Lo}]/u

/** Whether a page or column ended in the middle of a sentence. */
function isTorn(last: PlacedLine, line: PlacedLine, body: Body): boolean {
  const isElsewhere = last.page !== line.page || last.flow !== line.flow
  return (
    isElsewhere &&
    !last.isTableRow &&
    !line.isTableRow &&
    !isLarge(last, body) &&
    !isLarge(line, body) &&
    !ENDED.test(last.text) &&
    BEGINS_INSIDE.test(line.text)
  )
}

function isLarge({ size, isTableRow }: Line, body: Body): boolean {
  return !isTableRow && size >= body.size * HEADING_RATIO
}

/** A line of bold letters where the body has none. */
function isBoldHead({ isBold, isTableRow, text }: Line, body: Body): boolean {
  return (
    isBold && !body.isBold && !isTableRow && text.length <= BOLD_HEADING_MAX_UNITS && !/[.,;]$/u.test(text)
  )
}

const NAMES_SOMETHING = /\p{L}{2}|[\p{Script=Han}\p{Script=Hangul}]/u

function partOf(lines: readonly PlacedLine[], first: PlacedLine, body: Body): Part {
  const text = cleanText(joinLines(lines))
  const depth =
    text.length <= HEADING_MAX_UNITS && NAMES_SOMETHING.test(text) ? depthOf(first, body) : undefined
  return { text, page: first.page, ...(depth === undefined ? {} : { depth }) }
}

/** The first row of a table most often names its columns. */
function rowsOf(lines: readonly PlacedLine[]): Part[] {
  const table: TableLead = {}
  return lines.map(({ text, page }, at) => ({
    text: cleanText(text),
    page,
    row: { of: table, heads: at === 0 },
  }))
}

function depthOf(first: Line, body: Body): number | undefined {
  if (isLarge(first, body)) return first.size >= body.size * TITLE_RATIO ? 1 : 2
  return isBoldHead(first, body) ? 3 : undefined
}

function joinLines(lines: readonly Line[]): string {
  let text = ''
  for (const [at, line] of lines.entries()) {
    const last = lines[at - 1]
    text = last === undefined ? line.text : joinTwo(text, last, line)
  }
  return text
}

/** A soft hyphen, or a hyphen between small letters, parts a word at the end of a line. */
const SOFT_HYPHEN = /\u00ad$/u
const HARD_HYPHEN = /\p{Ll}[-\u2010]$/u

function joinTwo(text: string, last: Line, line: Line): string {
  if (SOFT_HYPHEN.test(text)) return text.slice(0, -1) + line.text
  if (HARD_HYPHEN.test(text) && /^\p{Ll}/u.test(line.text)) return text.slice(0, -1) + line.text
  if (/\p{L}[-\u2010]$/u.test(text)) return text + line.text
  if (isWithoutBlanks(text.at(-1), line.text[0])) return text + line.text
  return `${text}${endsOnPurpose(last, line) ? '\n' : ' '}${line.text}`
}

/** Whether the next word would have found room: then the line ends because somebody wanted it to. */
function endsOnPurpose(last: Line, line: Line): boolean {
  if (BEGINS_INSIDE.test(line.text)) return false
  const letter = (line.right - line.x) / Math.max(line.text.length, 1)
  const word = line.text.search(/\s|$/u) + 1
  return last.right + word * letter < last.margin - 0.05 * (last.margin - last.x)
}
