import { expect, test } from 'vitest'

import { readPage } from './paging.ts'

const ROWS = [5, 4, 3, 2, 1].map((seq) => ({ seq, name: `row ${seq}` }))

/** Newest first. */
const newest = {
  from: Number.MAX_SAFE_INTEGER,
  rows: (from: number, count: number) => ROWS.filter(({ seq }) => seq < from).slice(0, count),
  show: ({ name }: { name: string }) => name,
}

test.each([1, 2, 3, 4, 5, 6])('pages of %i rows show every row once, in order', (limit) => {
  const seen: string[] = []
  let cursor: string | null | undefined
  do {
    const page = readPage({ limit, ...(typeof cursor === 'string' ? { cursor } : {}) }, newest)
    expect(page.data.length).toBeLessThanOrEqual(limit)
    seen.push(...page.data)
    cursor = page.nextCursor
  } while (cursor !== null)

  expect(seen).toEqual(ROWS.map(({ name }) => name))
})

test('a full last page is the last', () => {
  expect(readPage({ limit: 5 }, newest).nextCursor).toBeNull()
})

test('a list without rows is one empty page', () => {
  expect(readPage({ limit: 5 }, { ...newest, rows: () => [] })).toEqual({ data: [], nextCursor: null })
})

test('a cursor that is not ours is refused', () => {
  expect(() => readPage({ limit: 5, cursor: 'x' }, newest)).toThrow(
    expect.objectContaining({ code: 'invalid_request' }),
  )
})

test('a page ends at about 1 MiB whatever its limit says, and the next one goes on where it ended', () => {
  const sizes = [400_000, 400_000, 400_000, 3_000_000, 10, 10]
  const listing = {
    from: 0,
    rows: (after: number, count: number) =>
      sizes.map((size, at) => ({ seq: at + 1, size })).slice(after, after + count),
    show: ({ size }: { size: number }) => 'x'.repeat(size),
  }
  const pages: number[][] = []

  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = readPage({ limit: 100, ...(cursor === undefined ? {} : { cursor }) }, listing)
    pages.push(page.data.map(({ length }) => length))
    cursor = page.nextCursor
  }

  expect(pages).toEqual([[400_000, 400_000], [400_000], [3_000_000], [10, 10]])
})

test('never more than a few rows are read at once', () => {
  const counts: number[] = []
  const rows = (after: number, count: number) => {
    counts.push(count)
    return Array.from({ length: count }, (_, at) => ({ seq: after + at + 1 }))
  }

  const { data } = readPage({ limit: 100 }, { from: 0, rows, show: ({ seq }) => seq })

  expect(data).toEqual(Array.from({ length: 100 }, (_, at) => at + 1))
  expect(Math.max(...counts)).toBeLessThanOrEqual(10)
})
