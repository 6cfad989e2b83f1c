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
