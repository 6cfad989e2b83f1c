import { Log } from '@bulkhead/logging/log'
import { createApiKey, hashApiKey } from '@bulkhead/tenant-schema/api-key'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { beforeAll, expect, test } from 'vitest'

import type { Exchange } from '../request/exchange.ts'
import { callerOf } from './caller.ts'
import { Hints } from './hints.ts'

const SECRET = 'check-secret'
let key: string
beforeAll(async () => (key = await createApiKey(parseTenantId('acme'), SECRET, 'abcdefghijkl')))

interface Sent {
  readonly url?: string
  readonly headers?: Record<string, string>
  readonly isThrottled?: boolean
}

function exchangeOf({ url = 'http://api.example/v1/search', headers = {}, isThrottled }: Sent): Exchange {
  const known = new Set(['acme', 'acme.example'])
  const hint = async (ask: Record<string, string>) => ({
    ok: true,
    value: { known: Object.values(ask).every((name) => known.has(name)) },
  })
  return {
    access: { keyCheckSecrets: () => [SECRET] },
    env: {
      PLATFORM_HOSTNAMES: 'api.example, other.example',
      CONTROL: { hint },
      FAILED_IDENTIFICATION: { limit: async () => ({ success: isThrottled !== true }) },
    },
    request: new Request(url, { headers }),
    url: new URL(url),
    log: new Log('test/caller', { LOG_LEVEL: 'error' }),
  } as unknown as Exchange
}

const callerWith = (sent: Sent) => callerOf(exchangeOf(sent), new Hints())
const codeOf = (sent: Sent) =>
  callerWith(sent).then(
    () => 'a caller',
    (thrown: unknown) => (thrown as { code: string }).code,
  )

test('a key says its tenant and what else was named, and proves nothing yet', async () => {
  const headers = { authorization: `Bearer ${key}`, 'x-tenant-id': 'globex', 'cf-connecting-ip': '192.0.2.1' }

  expect(await callerWith({ url: 'http://acme.example/', headers })).toEqual({
    tenantId: 'acme',
    credentials: {
      keyId: 'abcdefghijkl',
      sha256: await hashApiKey(key),
      clientIp: '192.0.2.1',
      named: { tenantId: 'globex', hostname: 'acme.example' },
    },
  })
})

test.each([
  ['nothing', {}, 'tenant_required'],
  ['an unknown header', { headers: { 'x-tenant-id': 'nobody' } }, 'tenant_not_found'],
  ['an unknown hostname', { url: 'http://nobody.example/' }, 'tenant_not_found'],
  ['a known header', { headers: { 'x-tenant-id': 'acme' } }, 'api_key_required'],
  ['a known hostname', { url: 'http://acme.example/' }, 'api_key_required'],
  [
    'a known header at an unknown hostname',
    { url: 'http://nobody.example/', headers: { 'x-tenant-id': 'acme' } },
    'tenant_not_found',
  ],
  ['an empty header', { headers: { 'x-tenant-id': '' } }, 'tenant_not_found'],
  ['another scheme', { headers: { authorization: 'Basic YTpi' } }, 'api_key_invalid'],
  ['no key in the header', { headers: { authorization: 'Bearer ' } }, 'api_key_invalid'],
  ['what is no key', { headers: { 'x-api-key': 'sk-123' } }, 'api_key_invalid'],
  ['failures beyond the limit', { isThrottled: true }, 'rate_limited'],
])('%s', async (_, sent, code) => {
  expect(await codeOf(sent)).toBe(code)
})

test('two headers must hold the same key', async () => {
  const same = { authorization: `bearer  ${key}`, 'x-api-key': key }

  expect(await codeOf({ headers: same })).toBe('a caller')
  expect(await codeOf({ headers: { ...same, 'x-api-key': `${key}x` } })).toBe('api_key_invalid')
})

test('a made-up key is refused without a call', async () => {
  const madeUp = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')

  expect(await codeOf({ headers: { authorization: `Bearer ${madeUp}` } })).toBe('api_key_invalid')
})
