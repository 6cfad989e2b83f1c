import { expect, test } from 'vitest'

import { linesOf } from '../log-line.ts'
import { KeptRequests } from './kept-requests.ts'

const line = (requestId: string, more: object = {}) => ({
  timestamp: '2026-11-29T08:00:00.000Z',
  level: 'info',
  message: 'request',
  source: 'gateway/request',
  requestId,
  ...more,
})
const batch = (seq: number, ...lines: object[]) => ({ seq, atMs: seq * 1_000, lines: linesOf(lines) })
const idsIn = (kept: KeptRequests, wanted: Parameters<KeptRequests['matching']>[0] = {}) =>
  kept.matching(wanted).map(({ summary }) => summary.requestId)

function filled(): KeptRequests {
  const kept = new KeptRequests()
  kept.add(batch(1, line('a', { tenantId: 'one', status: 200, route: '/v1/search', latencyMs: 3 })))
  kept.add(
    batch(2, line('b', { message: 'ai attempt' }), line('c', { status: 503, route: '/admin/v1/keys' })),
  )
  kept.add(batch(3, line('b', { tenantId: 'two', status: 429 }), line('b', { message: 'ai attempt' })))
  return kept
}

test.each([
  [{}, ['b', 'c', 'a']],
  [{ tenant: 'one' }, ['a']],
  [{ route: '/v1/search' }, ['a']],
  [{ requestId: 'c' }, ['c']],
  [{ api: 'admin' }, ['c']],
  [{ api: 'public' }, ['b', 'a']],
  [{ status: '5xx' }, ['c']],
  [{ status: '429' }, ['b']],
  [{ status: '4xx', tenant: 'one' }, []],
] as const)('of %j these are found, newest first', (wanted, ids) => {
  expect(idsIn(filled(), wanted)).toEqual(ids)
})

test('a request is known by its lines in any batch, before and after its own', () => {
  const kept = filled()

  expect([kept.batchesOf('a'), kept.batchesOf('b'), kept.batchesOf('d')]).toEqual([[1], [2, 3], []])
  expect(kept.find('b')).toMatchObject({ requestId: 'b', tenantId: 'two', status: 429 })
})

test('what is older and what is too much is forgotten, and lines with their batch', () => {
  const old = filled()
  old.forget(2_000, 10, 2)
  expect([idsIn(old), old.oldestMs, old.batchesOf('a'), old.batchesOf('b')]).toEqual([
    ['b', 'c'],
    2_000,
    [],
    [2, 3],
  ])

  const many = filled()
  many.forget(0, 1, 3)
  expect([idsIn(many), many.size, many.batchesOf('a')]).toEqual([['b'], 1, []])
})

test('a request that waits for its own line keeps the others', () => {
  const kept = new KeptRequests()
  kept.add(batch(7, line('early', { message: 'ai attempt' })))
  kept.forget(0, 10, 7)

  expect(kept.batchesOf('early')).toEqual([7])
})

test('one that goes on and on keeps nothing but its own newest lines', () => {
  const kept = new KeptRequests()
  const ids = Array.from({ length: 2_000 }, (_, at) => `req_${at}`)
  for (const [seq, id] of ids.entries()) {
    const goesOn = seq % 20 === 0 ? [line('upload', { message: 'stage done' })] : []
    kept.add(batch(seq, line(id), ...goesOn))
    kept.forget(0, 100, seq - 109)
  }

  expect(ids.filter((id) => kept.batchesOf(id).length > 0)).toEqual(ids.slice(-110))
  expect(kept.batchesOf('upload')).toEqual([1_900, 1_920, 1_940, 1_960, 1_980])
})

test('only what ended since then counts as traffic, and nothing of the operators', () => {
  expect(filled().endedSince(1_000)).toEqual([
    { atMs: 3_000, status: 429, ms: null },
    { atMs: 1_000, status: 200, ms: 3 },
  ])
  expect(filled().endedSince(2_000, { tenant: 'one' })).toEqual([])
})
