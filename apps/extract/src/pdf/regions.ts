import type { Row, Segment } from './rows.ts'

/** Space from `left` to `right` that every row of a region leaves free. */
export interface Gutter {
  readonly left: number
  readonly right: number
}

/** Rows that leave the same gutters free; without gutters they are lines of running text. */
export interface Region {
  readonly rows: readonly Row[]
  readonly gutters: readonly Gutter[]
}

/**
 * A gutter is at least so many letter sizes wide, and a row so far below the last one belongs to something
 * else.
 */
const LEAST_GUTTER = 0.6
const ROW_GAP = 2.5
/** More cells than this are no table that anybody reads; bounds the work a row makes. */
const MAX_GUTTERS = 64

/**
 * Parts rows where their gutters begin and end. Linear in the rows, since a region never has more than some
 * gutters.
 */
export function regionsOf(rows: readonly Row[]): Region[] {
  const regions: Region[] = []
  let open: Row[] = []
  let gutters: Gutter[] = []
  const close = () => {
    if (open.length > 0) regions.push(settled(open, gutters))
    open = []
  }
  for (const row of rows) {
    const last = open.at(-1)
    const free = freeOf(row)
    const left = last === undefined || isFar(last, row) ? [] : common(gutters, free, row.size)
    const goesOn = last !== undefined && (gutters.length === 0 ? row.segments.length === 1 : left.length > 0)
    if (!goesOn) {
      close()
      gutters = row.segments.length > MAX_GUTTERS ? [] : free.slice(1, -1)
    } else gutters = left
    open.push(row)
  }
  close()
  return regions
}

function isFar(last: Row, row: Row): boolean {
  return row.segments.length === 1 && row.y - last.y > ROW_GAP * Math.max(last.size, row.size)
}

/** What a row leaves free, its margins included. */
function freeOf({ segments }: Row): Gutter[] {
  const free: Gutter[] = []
  let left = Number.NEGATIVE_INFINITY
  for (const { x, right } of segments) {
    free.push({ left, right: x })
    left = Math.max(left, right)
  }
  return [...free, { left, right: Number.POSITIVE_INFINITY }]
}

function common(gutters: readonly Gutter[], free: readonly Gutter[], size: number): Gutter[] {
  const found: Gutter[] = []
  for (const gutter of gutters) {
    for (const space of free) {
      const left = Math.max(gutter.left, space.left)
      const right = Math.min(gutter.right, space.right)
      if (right - left >= LEAST_GUTTER * size && found.length < MAX_GUTTERS) found.push({ left, right })
    }
  }
  return found
}

/** A gutter that only one row has text on both sides of is a wide blank. */
function settled(rows: readonly Row[], gutters: readonly Gutter[]): Region {
  const kept = gutters.filter((gutter) => rows.filter((row) => isParted(row, gutter)).length > 1)
  return { rows, gutters: kept }
}

function isParted({ segments }: Row, { left, right }: Gutter): boolean {
  const first = segments[0]
  const last = segments.at(-1)
  return first !== undefined && last !== undefined && first.right <= left + 0.01 && last.x >= right - 0.01
}

/** The cells of a row between the gutters, empty ones included; several segments of a cell are joined. */
export function cellsOf({ segments }: Row, gutters: readonly Gutter[]): (Segment | undefined)[] {
  const cells: (Segment | undefined)[] = Array.from({ length: gutters.length + 1 }, () => undefined)
  for (const segment of segments) {
    const at = gutters.filter(({ left }) => segment.x >= left).length
    const before = cells[at]
    cells[at] = before === undefined ? segment : joined(before, segment)
  }
  return cells
}

/** Two segments of a line as one. */
function joined(first: Segment, second: Segment): Segment {
  return {
    ...first,
    text: `${first.text} ${second.text}`,
    right: Math.max(first.right, second.right),
    size: Math.max(first.size, second.size),
    isBold: first.isBold && second.isBold,
  }
}
