/** Any JSON object. */
export type Json = Readonly<Record<string, unknown>>

/** A column: its head, and what stands in it. */
export type Columns = Readonly<Record<string, (row: object) => unknown>>

/** For programs: one JSON document. */
export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2))
}

/** For people: as wide as its widest cell, nothing but a sentence when there is nothing. */
export function printTable(rows: readonly object[], columns: Columns): void {
  if (rows.length === 0) {
    console.log('nothing here')
    return
  }
  const head = Object.keys(columns)
  const cells = rows.map((row) => Object.values(columns).map((column) => textOf(column(row))))
  const widths = head.map((name, at) => Math.max(name.length, ...cells.map((row) => row[at]?.length ?? 0)))
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  console.log([lineOf(head.map((name) => name.toUpperCase())), ...cells.map(lineOf)].join('\n'))
}

/** One resource, field by field. */
export function printFields(resource: object): void {
  const width = Math.max(...Object.keys(resource).map((name) => name.length))
  for (const [name, value] of Object.entries(resource)) {
    console.log(`${name.padEnd(width)}  ${textOf(value)}`)
  }
}

/** What changes, one field a line. */
export function printChanges(changes: readonly unknown[]): void {
  for (const change of changes) {
    if (typeof change !== 'object' || change === null || !('path' in change)) continue
    const before = 'before' in change ? change.before : undefined
    const after = 'after' in change ? change.after : undefined
    console.log(`  ${textOf(change.path)}: ${textOf(before)} → ${textOf(after)}`)
  }
}

/** What steers a terminal, or turns the direction of its text: it stands in what others wrote. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** Without what would steer a terminal. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '-'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replaceAll(STEERING, ' ')
}

/** A field by its path, such as `error.message`. */
export function field(path: string): (row: object) => unknown {
  const steps = path.split('.')
  return (row) =>
    steps.reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
      row,
    )
}
