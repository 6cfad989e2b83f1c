import { evictDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'

import { contextOf, DIGEST, keyWith, settingsOf } from './testing/fixtures.ts'
import { admit, ask, enforce } from './testing/registry.ts'

const service = exports.RateLimit

interface Stage {
  stage(next: { record?: unknown; down?: boolean }): Promise<void>
  seen(): Promise<{ asked: string[]; uses: unknown[]; events: { id: string; threshold: number }[] }>
}
const control = env.CONTROL as unknown as Stage
const recordOf = (tenant: string) => ({
  ok: true,
  value: { epoch: 7, config: settingsOf(tenant), keys: [keyWith('abcdefghijkl')], prices: {} },
})

beforeEach(() => control.stage({ record: { ok: false, code: 'tenant_not_found' }, down: false }))

test.each([
  ['an unknown key', { credentials: { keyId: 'unknownaaaaa' } }, 'api_key_invalid', false],
  ['a wrong secret', { credentials: { sha256: 'e'.repeat(64) } }, 'api_key_invalid', false],
  ['a revoked key', { key: { status: 'revoked' as const } }, 'api_key_invalid', false],
  ['an expired key', { key: { expiresMs: 1 } }, 'api_key_expired', true],
  ['another tenant in the header', { credentials: { named: { tenantId: 'x' } } }, 'tenant_mismatch', true],
  ['a suspended tenant', { terms: { status: 'suspended' as const } }, 'tenant_suspended', true],
  ['a scope too few', { scopes: ['search' as const] }, 'scope_insufficient', true],
])('%s is refused and consumes nothing', async (_, asked, code, isProven) => {
  const tenant = `who-${code.replaceAll('_', '-')}-${isProven}`
  const ctx = contextOf(tenant)

  const outcome = await admit(ctx, { ...asked, tokens: 400 })

  expect(outcome).toMatchObject({ ok: false, code })
  expect('origins' in outcome && outcome.origins).toEqual(isProven && [`https://${tenant}.example`])
  expect(await service.usage(ctx)).toMatchObject({
    value: { days: [], limits: { tokensPerDay: { reserved: 0 }, requests: { remaining: 1_000 } } },
  })
})

test('a key is refused from the moment that its revocation is acknowledged, also after an eviction', async () => {
  const ctx = contextOf('revoked')
  const epoch = await enforce(ctx, {})
  let isAcknowledged = false
  let accepted = 0
  const loop = async () => {
    for (let round = 0; round < 30; round += 1) {
      const isLate = isAcknowledged
      if ((await ask(contextOf('revoked'))).ok && isLate) accepted += 1
    }
  }
  const revoke = async () => {
    const keys = [keyWith(ctx.keyId, { status: 'revoked' })]
    const put = await service.put(ctx.tenantId, { from: epoch, epoch: epoch + 1, full: false, keys })
    isAcknowledged = put.ok
  }

  await Promise.all([...Array.from({ length: 16 }, loop), revoke()])

  expect([isAcknowledged, accepted]).toEqual([true, 0])
  await evictDurableObject(env.RATE_LIMITERS.getByName('revoked'))
  expect(await ask(ctx)).toMatchObject({ code: 'api_key_invalid' })
})

test('a change applies on top of its own copy only; an older one changes nothing', async () => {
  const ctx = contextOf('changes')
  const { tenantId } = ctx
  const stale = { ok: true, value: { stale: true } }
  expect(await service.put(tenantId, { from: 1, epoch: 2, full: false })).toMatchObject(stale)
  await enforce(ctx, {})
  expect(await service.put(tenantId, { from: 3, epoch: 4, full: false })).toMatchObject(stale)

  const keys = [keyWith('second000000')]
  expect(await service.put(tenantId, { from: 1, epoch: 5, full: false, keys })).toMatchObject({
    value: { epoch: 5, enforcedAt: expect.any(String) },
  })
  expect(await service.put(tenantId, { epoch: 4, full: true, config: settingsOf('changes') })).toMatchObject({
    value: { epoch: 5 },
  })

  expect(await ask(contextOf('changes', { keyId: 'second000000' }))).toMatchObject({ ok: true })
  const gone = { from: 5, epoch: 6, full: false, removedKeys: ['second000000'] }
  await service.put(tenantId, gone)
  expect(await ask(contextOf('changes', { keyId: 'second000000' }))).toMatchObject({
    code: 'api_key_invalid',
  })
  expect(await ask(ctx)).toMatchObject({ ok: true })
})

test('a deleted tenant has no key, and no older change brings it back', async () => {
  const ctx = contextOf('deleted')
  const epoch = await enforce(ctx, {})
  await service.put(ctx.tenantId, { epoch: epoch + 2, full: true, deleted: true })
  await service.put(ctx.tenantId, { epoch: epoch + 1, full: true, config: settingsOf('deleted') })

  expect(await ask(ctx)).toMatchObject({ code: 'api_key_invalid' })
  expect((await control.seen()).asked).not.toContain('deleted')
})

test('a config that the gateway does not know comes first, and costs nothing', async () => {
  const ctx = contextOf('unread')
  const epoch = await enforce(ctx, {})

  expect(await ask(ctx, { tokens: 400 })).toMatchObject({
    value: { stale: true, epoch, config: { id: 'unread' } },
  })
  expect(await ask(ctx, { tokens: 400, knownEpoch: epoch })).toMatchObject({
    value: { reservedTokens: 400, epoch },
  })
  expect(await ask(ctx)).toMatchObject({ value: { config: { id: 'unread' } } })
  expect(await service.usage(ctx)).toMatchObject({ value: { days: [{ requests: 2 }] } })
})

test('an object without a copy asks the Registry once', async () => {
  await control.stage({ record: recordOf('pulled') })

  const outcomes = [await ask(contextOf('pulled')), await ask(contextOf('pulled'))]

  expect(outcomes).toMatchObject([{ value: { epoch: 7 } }, { value: { epoch: 7 } }])
  expect((await control.seen()).asked.filter((tenant) => tenant === 'pulled')).toHaveLength(1)
})

test('without a copy and without the Registry nobody is let in', async () => {
  expect(await ask(contextOf('nobody'))).toMatchObject({ ok: false, code: 'api_key_invalid' })
  await control.stage({ down: true })
  expect(await ask(contextOf('nobody-2'))).toMatchObject({ ok: false, code: 'admission_unavailable' })
})

test('a key has limits of its own within those of the tenant', async () => {
  const limits = { requestsPerMinute: 60, burst: 2, tokensPerDay: 1_000 }
  const admitOne = (tokens: number) => admit(contextOf('limited'), { key: { limits }, tokens })

  expect([(await admitOne(900)).ok, await admitOne(200)]).toMatchObject([true, { code: 'budget_in_flight' }])
  expect([(await admitOne(50)).ok, await admitOne(1)]).toMatchObject([true, { code: 'rate_limited' }])
  expect(await service.usage(contextOf('limited'))).toMatchObject({
    value: { key: { id: 'abcdefghijkl', limits: { tokensPerDay: { limit: 1_000, reserved: 950 } } } },
  })
  expect(DIGEST).toHaveLength(64)
})
