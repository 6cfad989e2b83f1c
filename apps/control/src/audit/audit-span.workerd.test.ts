import { env, runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'

import { auditLines } from '../backup/lines.ts'
import { AuditTable, type AuditBody } from '../tables/audit-table.ts'
import { admin } from '../testing/admin.ts'

const DAY_MS = 86_400_000
const EVENTS_A_DAY = 1_000
const DAYS = 10
const registry = env.REGISTRIES.getByName('registry-0') as never

/** Days of events from the next one on, and how many rows statements read. */
function manyDays(run: (sql: SqlStorage, firstMs: number, rowsRead: () => number) => void): Promise<void> {
  return runInDurableObject(registry, (_, { storage }: DurableObjectState) => {
    const firstMs = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS
    storage.transactionSync(() => {
      storage.sql.exec('DELETE FROM audit')
      const audit = new AuditTable(storage.sql)
      for (let at = 0; at < DAYS * EVENTS_A_DAY; at++)
        audit.append(eventAt(firstMs + at * (DAY_MS / EVENTS_A_DAY)))
    })
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
    const counted = {
      exec: (...args: Parameters<SqlStorage['exec']>) => {
        const cursor = storage.sql.exec(...args)
        cursors.push(cursor)
        return cursor
      },
    } as SqlStorage
    run(counted, firstMs, () => cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0))
  })
}

const eventAt = (ms: number): AuditBody => ({
  id: `aud_${ms}`,
  occurredAt: new Date(ms).toISOString(),
  action: 'plan.created',
  actor: { type: 'system', id: 'test', name: 'test' },
  targets: [],
  context: {},
  changes: [],
})

test('a night reads the events of its day, however many there are', async () => {
  await admin('POST', '/plans', { name: 'first' })
  await manyDays((sql, firstMs, rowsRead) => {
    const day = firstMs + 7 * DAY_MS
    const lines = [...auditLines(sql, day, day + DAY_MS)].join('').trim().split('\n')

    expect(lines).toHaveLength(EVENTS_A_DAY)
    expect(lines[0]).toContain(`"aud_${day}"`)
    expect(rowsRead()).toBeLessThan(EVENTS_A_DAY + 100)
  })
})

test('a page of a day long ago does not read what came after it', async () => {
  await manyDays((sql, firstMs, rowsRead) => {
    const date = new Date(firstMs + DAY_MS).toISOString().slice(0, 10)
    const rows = new AuditTable(sql).before(Number.MAX_SAFE_INTEGER, 20, { from: date, to: date })

    expect(rows).toHaveLength(20)
    expect(rows[0]?.event.occurredAt.slice(0, 10)).toBe(date)
    expect(rowsRead()).toBeLessThan(100)
  })
})

test('an event after a clock that was set back is found where it stands', async () => {
  await manyDays((sql, firstMs) => {
    const audit = new AuditTable(sql)
    audit.append(eventAt(firstMs + 3 * DAY_MS))
    const last = firstMs + DAYS * DAY_MS - DAY_MS
    const lines = [...auditLines(sql, last, last + DAY_MS)].join('').trim().split('\n')

    expect(lines).toHaveLength(EVENTS_A_DAY + 1)
    expect(audit.verify().valid).toBe(true)
  })
})
