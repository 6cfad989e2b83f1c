import { env, runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'

import { admin, documentOf } from '../testing/admin.ts'

const registry = env.REGISTRIES.getByName('registry-0') as never
const run = (statement: string) =>
  runInDurableObject(registry, (_, state: DurableObjectState) => void state.storage.sql.exec(statement))

test('every change is an event: who, what, from where, and each field before and after', async () => {
  await admin('POST', '/tenants', documentOf('audited'))
  const headers = { 'user-agent': 'curl/8', 'cf-connecting-ip': '192.0.2.7' }
  await admin('PATCH', '/tenants/audited', { budget: { tokensPerDay: 7 } }, { headers })

  const { body } = await admin('GET', '/audit-events?target=audited')

  expect(body.data.map(({ action }: { action: string }) => action)).toEqual([
    'tenant.updated',
    'tenant.created',
  ])
  expect(body.data[0]).toMatchObject({
    actor: { type: 'bootstrap' },
    targets: [{ type: 'tenant', id: 'audited' }],
    context: { ip: '192.0.2.7', userAgent: 'curl/8' },
    changes: [{ path: 'budget.tokensPerDay', before: 10_000, after: 7 }],
  })
  expect(body.data[0].context.requestId).toMatch(/^req_/)
})

test('the chain is whole, and an event that was changed or removed breaks it there', async () => {
  for (const name of ['a', 'b', 'c']) await admin('POST', '/plans', { name: `chain-${name}` })
  const whole = await admin('GET', '/audit-events/verify')
  const { body: log } = await admin('GET', '/audit-events?limit=2')
  const [last, middle] = log.data

  expect(whole.body).toMatchObject({ valid: true, hash: last.hash })
  expect(last.prevHash).toBe(middle.hash)
  await run(
    `UPDATE audit SET body = replace(body, '"bootstrap"', '"operator"') WHERE hash = '${middle.hash}'`,
  )
  const changed = await admin('GET', '/audit-events/verify')
  expect(changed.body).toMatchObject({ valid: false, brokenAt: middle.id })
  await run(
    `UPDATE audit SET body = replace(body, '"operator"', '"bootstrap"') WHERE hash = '${middle.hash}'`,
  )
  expect((await admin('GET', '/audit-events/verify')).body.valid).toBe(true)
  await run(`DELETE FROM audit WHERE hash = '${middle.hash}'`)
  const removed = await admin('GET', '/audit-events/verify')
  expect(removed.body).toMatchObject({ valid: false, brokenAt: last.id })
  await run(`UPDATE audit SET prev_hash = '${middle.prevHash}' WHERE hash = '${last.hash}'`)
  expect((await admin('GET', '/audit-events/verify')).body.valid).toBe(false)
})

test('what was refused is not an event', async () => {
  await admin('POST', '/tenants', documentOf('no-event', { tier: 'gold' }))

  expect((await admin('GET', '/audit-events?target=no-event')).body.data).toEqual([])
})

test('events are found by moment, in any zone, and by whole UTC days', async () => {
  await admin('POST', '/plans', { name: 'in-time' })
  const today = new Date().toISOString().slice(0, 10)
  const find = async (query: string) =>
    (await admin('GET', `/audit-events?target=in-time&${query}`)).body.data.length
  const offset = encodeURIComponent('2099-01-01T00:00:00+02:00')

  expect(await find(`from=${today}&to=${today}`)).toBe(1)
  expect(await find(`from=${offset}`)).toBe(0)
  expect(await find(`to=${offset}`)).toBe(1)
  expect(await find('to=2020-01-01')).toBe(0)
  expect((await admin('GET', '/audit-events?from=yesterday')).status).toBe(400)
})
