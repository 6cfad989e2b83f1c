import { env, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { expect, test, vi } from 'vitest'

import { admin, documentOf, homes } from '../testing/admin.ts'

const registry = env.REGISTRIES.getByName('registry-0') as never

async function dueNow(): Promise<void> {
  await runInDurableObject(registry, (_, state: DurableObjectState) => {
    state.storage.sql.exec('UPDATE outbox SET next_ms = 0')
  })
  await runDurableObjectAlarm(registry)
}

test('while the home object is unavailable the change is pending; then it is enforced', async () => {
  await admin('POST', '/tenants', documentOf('away'))
  const { body: key } = await admin('POST', '/tenants/away/keys', { scopes: ['chat'] })
  await homes.breakFor('away')

  const { status, body } = await admin('DELETE', `/tenants/away/keys/${key.id}`)

  expect(status).toBe(202)
  expect(body).toEqual({ id: key.id, status: 'revoked', propagation: 'pending' })
  await homes.mendFor('away')
  await dueNow()
  expect((await homes.putsOf('away')).at(-1)).toMatchObject({ removedKeys: [key.id] })
})

test('a change that was written and never pushed is pushed after a restart', async () => {
  await admin('POST', '/tenants', documentOf('killed'))
  await homes.breakFor('killed')
  await admin('POST', '/tenants/killed/suspend', {})
  await evictDurableObject(registry)
  await homes.mendFor('killed')

  await dueNow()

  expect((await homes.putsOf('killed')).at(-1)).toMatchObject({ config: { status: 'suspended' } })
  const left = await runInDurableObject(registry, (_, state: DurableObjectState) =>
    state.storage.sql.exec("SELECT * FROM outbox WHERE tenant_id = 'killed'").toArray(),
  )
  expect(left).toEqual([])
})

test('a failed push is due again within five seconds, however often it has failed', async () => {
  await admin('POST', '/tenants', documentOf('often'))
  await homes.breakFor('often')
  await admin('POST', '/tenants/often/suspend', {})

  for (let failures = 0; failures < 8; failures += 1) {
    await dueNow()
    const alarm = await runInDurableObject(registry, (_, state: DurableObjectState) =>
      state.storage.getAlarm(),
    )
    expect(alarm! - Date.now()).toBeLessThanOrEqual(5_000)
  }
  await homes.mendFor('often')
  await dueNow()
})

test('a home object with another copy is sent everything', async () => {
  await admin('POST', '/tenants', documentOf('stale'))
  const { body: key } = await admin('POST', '/tenants/stale/keys', { scopes: ['chat'] })
  await homes.forget('stale')

  const { status } = await admin('PATCH', '/tenants/stale', { name: 'Renamed' })

  expect(status).toBe(200)
  expect((await homes.putsOf('stale')).at(-1)).toMatchObject({
    full: true,
    config: { name: 'Renamed' },
    keys: [{ keyId: key.id }],
  })
})

test('epochs only grow, also when the clock goes back', async () => {
  await admin('POST', '/tenants', documentOf('clock'))
  vi.useFakeTimers({ now: Date.now() - 86_400_000, toFake: ['Date'] })
  await admin('PATCH', '/tenants/clock', { name: 'Yesterday' })
  vi.useRealTimers()

  const epochs = (await homes.putsOf('clock')).map(({ epoch }) => Number(epoch))

  expect(epochs[1]).toBeGreaterThan(epochs[0]!)
})

test('erasing is tried again until the data is gone everywhere', async () => {
  await admin('POST', '/tenants', documentOf('erased'))
  await homes.breakFor('erased')

  expect(await admin('DELETE', '/tenants/erased')).toMatchObject({
    status: 202,
    body: { status: 'erased', propagation: 'pending' },
  })
  expect(await homes.erasuresOf('erased')).toBe(0)
  await homes.mendFor('erased')
  await dueNow()
  expect(await homes.erasuresOf('erased')).toBe(1)
})
