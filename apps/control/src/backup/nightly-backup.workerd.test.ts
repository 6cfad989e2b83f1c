import { Log } from '@bulkhead/logging/log'
import { env, runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'

import { admin, documentOf } from '../testing/admin.ts'
import { NightlyBackup } from './nightly-backup.ts'

const DAY_MS = 86_400_000
const registry = env.REGISTRIES.getByName('registry-0') as never
const log = new Log('test', { ENVIRONMENT: 'local', LOG_LEVEL: 'error' } as never)
/** Tomorrow, after midnight: the day that the tests made something on is over. */
const tonight = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS + 600_000
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

async function backUp(bucket = env.AUDIT): Promise<void> {
  await runInDurableObject(registry, async (_, { storage }: DurableObjectState) => {
    storage.kv.put('backupDay', Math.floor(tonight / DAY_MS) - 1)
    await new NightlyBackup({ storage, bucket, log }).run(tonight)
  })
}

async function linesOf(key: string): Promise<{ table: string; row: { id: string } }[]> {
  const text = (await (await env.AUDIT.get(key))?.text()) ?? ''
  return text.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line)))
}

test('a night leaves the audit events of the day and every row, and no secret', async () => {
  await admin('POST', '/tenants', documentOf('backed-up', { hostnames: ['backed-up.example'] }))
  const { body: key } = await admin('POST', '/tenants/backed-up/keys', { scopes: ['chat'] })
  const { body: operator } = await admin('POST', '/operators', { name: 'Ada', role: 'viewer' })

  await backUp()

  const audit = await linesOf(`audit/${dateOf(tonight - DAY_MS)}.ndjson`)
  const all = await admin('GET', '/audit-events?limit=100')
  expect(audit).toEqual(all.body.data.toReversed())
  const rows = await linesOf(`registry/${dateOf(tonight)}.ndjson`)
  expect(rows).toContainEqual({ table: 'tenant', row: expect.objectContaining({ id: 'backed-up' }) })
  expect(rows).toContainEqual({
    table: 'api_key',
    row: expect.objectContaining({ id: key.id, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }),
  })
  const text = JSON.stringify([audit, rows])
  for (const secret of [key.key, operator.token]) expect(text).not.toContain(secret)
})

test('a night that was written is not written again, one that failed is', async () => {
  await backUp()
  const first = await env.AUDIT.head(`registry/${dateOf(tonight)}.ndjson`)
  await runInDurableObject(registry, async (_, { storage }: DurableObjectState) => {
    await new NightlyBackup({ storage, bucket: env.AUDIT, log }).run(tonight)
  })
  const again = await env.AUDIT.head(`registry/${dateOf(tonight)}.ndjson`)
  expect(again?.version).toBe(first?.version)

  const broken = { put: () => Promise.reject(new Error('R2 is down')) } as never
  await backUp(broken)
  await runInDurableObject(registry, (_, { storage }: DurableObjectState) => {
    const backup = new NightlyBackup({ storage, bucket: env.AUDIT, log })
    expect(backup.nextMs(tonight)).toBeLessThan(tonight)
  })
})

test('after nights without a backup no day of audit events is missing', async () => {
  await runInDurableObject(registry, async (_, { storage }: DurableObjectState) => {
    storage.kv.put('backupDay', Math.floor(tonight / DAY_MS) - 1)
    await new NightlyBackup({ storage, bucket: env.AUDIT, log }).run(tonight + 3 * DAY_MS)
  })

  for (const nights of [1, 0, -1, -2]) {
    expect(await env.AUDIT.head(`audit/${dateOf(tonight - nights * DAY_MS)}.ndjson`)).not.toBeNull()
  }
  expect(await linesOf(`audit/${dateOf(tonight - DAY_MS)}.ndjson`)).not.toEqual([])
})

test('what is larger than a part is written in parts, whole', async () => {
  const prompt = 'x'.repeat(31_000)
  const tenants = Array.from({ length: 520 }, (_, at) =>
    documentOf(`large-${at}`, {
      chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8', systemPrompt: prompt },
    }),
  )
  await admin('POST', '/tenants/apply', { tenants })

  await backUp()

  const rows = await linesOf(`registry/${dateOf(tonight)}.ndjson`)
  const ids = rows.flatMap(({ table, row }) => (table === 'tenant' ? [row.id] : []))
  expect(ids.filter((id) => id.startsWith('large-'))).toHaveLength(520)
  expect(new Set(ids).size).toBe(ids.length)
})
