import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { linesOf } from '../log-line.ts'
import type { RequestKeeper } from '../request-keeper.ts'
import { adoptLines } from './adopt-lines.ts'

const store = () =>
  (env as unknown as { REQUEST_STORES: DurableObjectNamespace }).REQUEST_STORES.getByName('all')
const run = <T>(work: (store: RequestKeeper, sql: SqlStorage) => Promise<T>): Promise<T> =>
  runInDurableObject(store(), (instance, { storage }) =>
    work(instance as unknown as RequestKeeper, storage.sql),
  )

const line = (requestId: string, more: object = {}) => ({
  timestamp: new Date().toISOString(),
  level: 'info',
  message: 'request',
  source: 'gateway/request',
  requestId,
  ...more,
})
const record = (...lines: object[]) => run((instance) => instance.record(linesOf(lines), 2))
const ids = () =>
  run(async (instance) => {
    const outcome = await instance.list({ limit: 50 })
    if (!outcome.ok) throw new Error(outcome.code)
    return outcome.value.data.map(({ requestId }) => requestId)
  })

test.each([
  ['a second row', "BEFORE INSERT ON batch WHEN NEW.lines LIKE '%_last%'"],
  ['how many were left out', 'BEFORE INSERT ON left_out'],
])('where %s cannot be stored, nothing is, in memory neither', async (what, when) => {
  await record(line('req_before'))
  const before = await ids()
  await run(async (_instance, sql) => {
    sql.exec(`CREATE TRIGGER broken ${when} BEGIN SELECT RAISE(ABORT, 'no room'); END`)
  })
  // Two rows: one holds 500,000 characters.
  const long = [`${what}_first`, `${what}_last`].map((id) => line(id, { reason: 'x'.repeat(300_000) }))

  await run((instance) => expect(instance.record(linesOf(long), 2)).rejects.toThrow('no room'))

  expect(await ids()).toEqual(before)
  await evictDurableObject(store())
  expect(await ids()).toEqual(before)
  await run(async (_instance, sql) => {
    sql.exec('DROP TRIGGER broken')
  })
  await record(...long)
  expect(await ids()).toEqual([`${what}_last`, `${what}_first`, ...before])
})

const leave = (sql: SqlStorage, body: string) =>
  sql.exec('INSERT INTO line (request_id, at_ms, body) VALUES (?, ?, ?)', 'req_old', Date.now(), body)
const older = (sql: SqlStorage) => sql.exec<{ n: number }>('SELECT count(*) AS n FROM line').one().n

test('older lines that cannot be adopted are dropped, and every call goes on', async () => {
  const before = await ids()
  await run(async (_instance, sql) => leave(sql, 'no JSON'))
  await evictDurableObject(store())

  expect(await ids()).toEqual(before)
  expect(await run(async (_instance, sql) => older(sql))).toBe(0)
})

test('what is not adopted is logged, and what cannot even be dropped stops nothing', async () => {
  const [warned, left] = await runInDurableObject(store(), (_, { storage }) => {
    const messages: string[] = []
    const adopt = () => adoptLines(storage, { warn: (message) => messages.push(message) })
    leave(storage.sql, 'no JSON')
    storage.sql.exec("CREATE TRIGGER stuck BEFORE DELETE ON line BEGIN SELECT RAISE(ABORT, 'stuck'); END")
    adopt()
    storage.sql.exec('DROP TRIGGER stuck')
    adopt()
    adopt()
    return [messages, older(storage.sql)]
  })

  expect([warned, left]).toEqual([Array.from({ length: 3 }, () => 'older lines not adopted'), 0])
})

test('a row that cannot be read is skipped, and the others are listed', async () => {
  const broken = (sql: SqlStorage, what: string) =>
    sql.exec(`UPDATE batch SET lines = '[{' WHERE lines LIKE '%${what}%'`)
  await record(line('req_unread'))
  await record(line('req_read'))
  await run(async (_instance, sql) => broken(sql, 'req_unread'))
  await evictDurableObject(store())
  expect((await ids()).slice(0, 1)).toEqual(['req_read'])
  expect(await ids()).not.toContain('req_unread')

  await run(async (_instance, sql) => broken(sql, 'req_read'))
  expect((await ids()).slice(0, 1)).toEqual(['req_read'])
})
