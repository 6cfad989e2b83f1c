/** Where rows begin, and what parts their cells. */
export interface Dialect {
  readonly delimiter: string
  readonly from: number
}

const SEPARATOR_LINE = /^sep=(.)[ \t]*\n/iu
const SAMPLE_UNITS = 16_384
const SAMPLE_LINES = 30
/**
 * In this order: a tab or a semicolon in every line is hardly ever part of a value; a comma may well be
 * (1,50).
 */
const DELIMITERS = ['\t', ';', '|', ','] as const

/**
 * By the line `sep=` that Excel writes, else the first delimiter that stands as often in almost every line.
 */
export function dialectOf(text: string): Dialect {
  const [line, named] = SEPARATOR_LINE.exec(text.slice(0, 16)) ?? []
  if (line !== undefined && named !== undefined) return { delimiter: named, from: line.length }
  const lines = sampleOf(text)
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, score: scoreOf(lines, delimiter) })).sort(
    (a, b) => b.score - a.score,
  )
  return { delimiter: best === undefined || best.score === 0 ? ',' : best.delimiter, from: 0 }
}

function sampleOf(text: string): readonly string[] {
  return text
    .slice(0, SAMPLE_UNITS)
    .replace(/"[^"]*"/gu, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE_LINES)
}

/**
 * The share of lines in which it stands as often as in most; little differences do not outweigh the order
 * above.
 */
function scoreOf(lines: readonly string[], delimiter: string): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const count = line.split(delimiter).length - 1
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
  }
  const most = Math.max(0, ...counts.values())
  return lines.length === 0 ? 0 : Math.round((most / lines.length) * 5)
}
