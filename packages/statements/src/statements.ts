import { linesOf, type Line } from './lines.ts'
import { sentenceEnds } from './sentence-ends.ts'

/** A piece of a text, `[start, end)`, that can be read alone. */
export interface Statement {
  readonly start: number
  readonly end: number
  /** Where the row that names its columns begins, for a row of a table. */
  readonly headerStart?: number
  readonly headerEnd?: number
}

/** Code up to this length is one statement; of more, each line is. */
const CODE_MAX = 300
/** Thai and Lao end no sentence with a mark; a space between letters ends a phrase of at least so many. */
const PHRASE_MIN = 15
const PHRASE_END = /(?<=[\p{Script=Thai}\p{Script=Lao}]\p{M}*)\s+(?=[\p{Script=Thai}\p{Script=Lao}])/gu
const SAYS_SOMETHING = /[\p{L}\p{N}]/u
const FIELDS = /^[^|]*:[^|]*(?:\|[^|]*:[^|]*)+$/u
const RULE = /^[\s|:+=-]+$/

/**
 * What a text states, piece by piece: whole sentences of prose, items of lists, rows of tables, and code.
 * Places are those of the text; blanks around a statement are none of it.
 */
export function statementsOf(text: string): Statement[] {
  const statements: Statement[] = []
  for (const { lines, kind } of regionsOf(linesOf(text))) {
    const start = lines[0]?.start ?? 0
    const end = lines.at(-1)?.end ?? start
    if (kind === 'code') statements.push(...codeOf(text, lines))
    else if (kind === 'row') statements.push(...rowsOf(text, lines))
    else statements.push(...proseOf(text, start, end))
  }
  return statements
}

interface Region {
  readonly kind: 'code' | 'row' | 'prose'
  readonly lines: Line[]
}

/** Runs of lines of one kind. Rows of a table may be set apart by blank lines. */
function regionsOf(lines: readonly Line[]): Region[] {
  const regions: Region[] = []
  for (const line of lines) {
    if (line.kind === 'fence') {
      regions.push({ kind: 'code', lines: [] })
      continue
    }
    const last = regions.at(-1)
    const kind = line.kind === 'code' || line.kind === 'row' ? line.kind : 'prose'
    const isSame = last?.kind === kind || (line.kind === 'blank' && last?.kind !== undefined)
    if (last !== undefined && isSame) last.lines.push(line)
    else regions.push({ kind, lines: [line] })
  }
  return regions
}

function proseOf(text: string, start: number, end: number): Statement[] {
  const statements: Statement[] = []
  let from = start
  for (const stop of sentenceEnds(text, start, end)) {
    statements.push(...phrasesOf(text, from, stop))
    from = stop
  }
  return statements
}

function phrasesOf(text: string, start: number, end: number): Statement[] {
  const phrases: Statement[] = []
  const sentence = text.slice(start, end)
  let from = 0
  for (const { index, 0: space } of sentence.matchAll(PHRASE_END)) {
    if (index - from < PHRASE_MIN) continue
    phrases.push(...trimmed(text, start + from, start + index))
    from = index + space.length
  }
  return [...phrases, ...trimmed(text, start + from, end)]
}

function codeOf(text: string, lines: readonly Line[]): Statement[] {
  const start = lines[0]?.start ?? 0
  const end = lines.at(-1)?.end ?? start
  if (end - start <= CODE_MAX) return trimmed(text, start, end)
  return lines.flatMap((line) => trimmed(text, line.start, line.end))
}

/** The first row names the columns, unless each cell says itself what it is. */
function rowsOf(text: string, lines: readonly Line[]): Statement[] {
  const rows = lines.flatMap((line) => {
    return RULE.test(text.slice(line.start, line.end)) ? [] : trimmed(text, line.start, line.end)
  })
  const [header] = rows
  if (header === undefined || FIELDS.test(text.slice(header.start, header.end))) return rows
  return rows.map((row, at) => {
    return at === 0 ? row : { ...row, headerStart: header.start, headerEnd: header.end }
  })
}

function trimmed(text: string, start: number, end: number): Statement[] {
  const piece = text.slice(start, end)
  if (!SAYS_SOMETHING.test(piece)) return []
  const from = start + (piece.length - piece.trimStart().length)
  return [{ start: from, end: start + piece.trimEnd().length }]
}
