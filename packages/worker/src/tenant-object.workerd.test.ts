import type { RequestContext } from '@bulkhead/contracts/context'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { alarms, type Notes } from './testing/notes.worker.ts'

declare module 'cloudflare:workers' {
  namespace Cloudflare {
    interface Env {
      readonly NOTES: DurableObjectNamespace<Notes>
    }
  }
}

const INTERNAL = { code: 'internal' }

function contextOf(tenant: string): RequestContext {
  return {
    requestId: 'req_1',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    tenantId: parseTenantId(tenant),
    keyId: 'key',
    route: '/v1/notes',
    deadline: Date.now() + 30_000,
  }
}

/**
 * What a call throws. `expect(…).rejects` awaits a stub's promise twice, and the second rejection is
 * unhandled.
 */
async function failureOf(call: () => Promise<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([call()])
  return outcome.status === 'rejected' ? outcome.reason : undefined
}

test.each(['acme', 'acme/one'])('%s serves acme, and nobody else reads or writes there', async (name) => {
  const notes = env.NOTES.getByName(name)
  await notes.add(contextOf('acme'), 'mine')

  for (const stranger of ['globex', 'acme-2', 'acm']) {
    expect(await failureOf(() => notes.add(contextOf(stranger), 'theirs'))).toMatchObject(INTERNAL)
    expect(await failureOf(() => notes.list(contextOf(stranger)))).toMatchObject(INTERNAL)
  }

  expect(await notes.list(contextOf('acme'))).toEqual({ ok: true, value: ['mine'] })
})

test('an object without a name of ours serves nobody', async () => {
  const unnamed = [
    env.NOTES.get(env.NOTES.newUniqueId()),
    env.NOTES.getByName('Acme'),
    env.NOTES.getByName(''),
  ]

  for (const notes of unnamed) {
    expect(await failureOf(() => notes.list(contextOf('acme')))).toMatchObject(INTERNAL)
  }
})

test('a call that does not say for whom it is made is refused', async () => {
  const notes = env.NOTES.getByName('silent')

  for (const caller of [undefined, null, {}, { tenantId: undefined }]) {
    expect(await failureOf(() => notes.list(caller as never))).toMatchObject(INTERNAL)
  }
})

test('a refusal is returned as data, a bug is thrown', async () => {
  const notes = env.NOTES.getByName('refusing')
  const ctx = contextOf('refusing')

  expect(await notes.add(ctx, '')).toMatchObject({ ok: false, code: 'invalid_request', param: 'text' })
  expect(await failureOf(() => notes.add(ctx, 'bug'))).toMatchObject(INTERNAL)
})

test('nothing of the base class can be called through a stub', async () => {
  const notes = env.NOTES.getByName('closed')
  const call = async (name: string) =>
    await Reflect.get(notes, name)('list', contextOf('closed'), () => 'read')

  for (const name of ['guarded', 'decided', 'guardedAlarm', 'inBackground', 'forgetEverything', 'log']) {
    expect(String(await failureOf(() => call(name)))).toContain('does not implement')
  }
})

test('an object that only its alarm wakes knows whose it is', async () => {
  const notes = env.NOTES.getByName('woken/one')
  await runInDurableObject(notes, (_, { storage }) => storage.setAlarm(Date.now() + 300))

  await evictDurableObject(notes)

  await expect.poll(() => alarms, { timeout: 5_000 }).toEqual(['woken'])
})

test('an alarm that fails is due again, however often it has failed', async () => {
  const notes = env.NOTES.getByName('failing')
  await notes.add(contextOf('failing'), 'alarms fail')
  const setAlarm = (timeMs: number) => runInDurableObject(notes, (_, { storage }) => storage.setAlarm(timeMs))
  await setAlarm(Date.now() + 60_000)

  for (let round = 0; round < 8; round++) expect(await runDurableObjectAlarm(notes)).toBe(true)

  const dueMs = await runInDurableObject(notes, (_, { storage }) => storage.getAlarm())
  expect(dueMs).toBeGreaterThan(Date.now() + 10_000)
  expect(await notes.list(contextOf('failing'))).toEqual({ ok: true, value: ['alarms fail'] })
})

test('an object that forgot everything stores nothing, and starts anew with its next call', async () => {
  const notes = env.NOTES.getByName('forgetful')
  const ctx = contextOf('forgetful')
  await notes.add(ctx, 'gone')

  expect(await notes.forget(ctx)).toEqual({ ok: true, value: undefined })
  const tables = await runInDurableObject(notes, (_, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'note'").toArray(),
  )

  expect(tables).toEqual([])
  expect(await notes.add(ctx, 'new')).toEqual({ ok: true, value: 1 })
})
