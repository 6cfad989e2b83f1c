import { expect, test } from 'vitest'

import { IdempotencyStore } from './idempotency-store.ts'
import { IDEMPOTENCY_TABLE } from './idempotency-table.ts'
import { SqliteDatabase } from './testing/sqlite-database.ts'

const DAY_MS = 86_400_000
const NOW_MS = 1_800_000_000_000
const request = { key: 'key', body: 'body' }

const openStore = () => new IdempotencyStore(new SqliteDatabase([IDEMPOTENCY_TABLE]).sql, DAY_MS)

test('a key that nobody used has nothing', () => {
  const store = openStore()

  expect(store.match(request)).toBeUndefined()
  expect(store.nextExpiryMs()).toBeUndefined()
})

test('attempts are counted, share the first reservation and live a day after the last', () => {
  const store = openStore()

  expect(store.begin(request, 'res_1', NOW_MS)).toBe(1)
  expect(store.begin(request, 'res_2', NOW_MS + 5)).toBe(2)

  expect(store.match(request)).toEqual({
    body: 'body',
    attempts: 2,
    reservationId: 'res_1',
    result: undefined,
  })
  expect(store.nextExpiryMs()).toBe(NOW_MS + 5 + DAY_MS)
})

test('a result stays until a further attempt has its own', () => {
  const store = openStore()
  store.begin(request, undefined, NOW_MS)
  store.remember('key', 'msg_1')
  store.begin(request, undefined, NOW_MS)

  expect(store.find('key')?.result).toBe('msg_1')
  store.remember('key', 'msg_2')
  expect(store.find('key')?.result).toBe('msg_2')
})

test('another body under the same key is a mismatch, and still finds whose reservation it is', () => {
  const store = openStore()
  store.begin(request, 'res_1', NOW_MS)

  expect(() => store.match({ key: 'key', body: 'another' })).toThrow(
    expect.objectContaining({ code: 'idempotency_mismatch' }),
  )
  expect(store.find('key')?.reservationId).toBe('res_1')
})

test('what was done in one step is kept with its result, in place of what was there', () => {
  const store = openStore()
  store.keep(request, 'sess_1', NOW_MS)
  store.keep({ key: 'key', body: 'another' }, 'sess_2', NOW_MS)

  expect(store.find('key')).toMatchObject({ body: 'another', attempts: 1, result: 'sess_2' })
})

test('a result that ends late keeps its key for the whole time from then', () => {
  const store = openStore()
  store.begin(request, undefined, NOW_MS)
  store.remember('key', 'msg_1')

  store.renew('msg_1', NOW_MS + 1_000)
  store.renew('msg_2', NOW_MS + 9_000)

  expect(store.nextExpiryMs()).toBe(NOW_MS + 1_000 + DAY_MS)
})

test('a key is free once its day is over or its result is gone, and no other key is', () => {
  const store = openStore()
  store.keep({ key: 'old', body: '' }, 'a', NOW_MS)
  store.keep({ key: 'new', body: '' }, 'b', NOW_MS + 1)
  store.keep({ key: 'gone', body: '' }, 'c', NOW_MS + 1)

  store.expire(NOW_MS + DAY_MS)
  store.forget('c')

  expect(['old', 'new', 'gone'].map((key) => store.find(key)?.result)).toEqual([undefined, 'b', undefined])
  store.removeAll()
  expect(store.find('new')).toBeUndefined()
})
