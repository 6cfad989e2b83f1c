// What a released version has stored is read by this one; and this one, after a roll-back, reads what a newer
// one has left.
import migrations from '@bulkhead/contracts/releases/0.1.0/migrations.json'
import stored from '@bulkhead/contracts/releases/0.1.0/rows/MetricStore.json'
import { migrateBeyond, restore } from '@bulkhead/worker/testing/restore'
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import type { ObserveEnv } from './env.ts'

const store = () => (env as unknown as ObserveEnv).METRIC_STORES.getByName('all')
const REQUESTS = 'requests_total{tenantId="acme",route="/v1/search",method="POST",status="200"} 12'

test('series of 0.1.0 go on, also when a newer version has been at them', async () => {
  await runInDurableObject(store(), (_, state) =>
    restore(state.storage, { ...stored, migrations: migrations.MetricStore }),
  )
  await evictDurableObject(store())
  expect(await store().text()).toContain(REQUESTS)
  await evictDurableObject(store())
  expect(await store().text()).toContain(REQUESTS)

  await runInDurableObject(store(), (_, { storage }) =>
    migrateBeyond(
      storage,
      `ALTER TABLE page ADD COLUMN seen_ms INTEGER;
       INSERT INTO page (n, samples) VALUES (1, '[{"key": ["brand_new_total", "acme"], "numbers": [1]}]')`,
    ),
  )
  await evictDurableObject(store())
  expect(await store().text()).toContain(REQUESTS)
})

test('what a version before pages counts after a roll-back is added', async () => {
  await runInDurableObject(store(), (_, { storage: { sql } }) => {
    const key = JSON.stringify(['requests_total', 'acme', '/v1/search', 'POST', '200'])
    sql.exec('INSERT INTO series (key, numbers) VALUES (?, ?)', key, '[3]')
  })
  await evictDurableObject(store())
  expect(await store().text()).toContain(REQUESTS.replace(' 12', ' 15'))

  await evictDurableObject(store())
  expect(await store().text()).toContain(REQUESTS.replace(' 12', ' 15'))
})
