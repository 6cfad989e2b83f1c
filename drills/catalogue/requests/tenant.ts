import { localKey, type Sent } from '@bulkhead/harness/client'
import { createApiKey, keyNameOf } from '@bulkhead/tenant-schema/api-key'
import { LOCAL_KEY_CHECK_SECRET } from '@bulkhead/tenant-schema/local-check-secret'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'

import { ATLAS, ATLAS_EXPIRED } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import type { Stage } from '../../stage/stage.ts'
import { ask, newAddress } from './identification.ts'

/** Headers that some proxy or framework trusts. None of them means anything here. */
const FORGED = {
  'x-bulkhead-tenant': 'borealis',
  'x-internal-tenant-id': 'borealis',
  'x-key-id': '1y6duu8rrthg',
  'x-scopes': 'admin',
  'x-request-id': 'req_forged_forged',
  'x-forwarded-host': 'borealis.example',
  forwarded: 'host=borealis.example',
  'x-original-url': '/admin/v1/tenants/borealis/data',
  'x-http-method-override': 'DELETE',
  'x-middleware-subrequest': 'middleware',
  'cloudflare-workers-version-key': 'borealis',
  cookie: 'tenant=borealis',
}
const QUESTION = { query: 'harbour pilot code word', mode: 'words' }

const forgedHeaders: Drill = {
  id: 'D-07',
  failure: 'Forged headers claim another tenant',
  rows: ['tenant/not-found'],
  injected:
    'headers that internal systems trust; x-tenant-id and Host of the other tenant beside a valid key',
  expected:
    'ignored; 403 tenant_mismatch where they name another tenant, and the same for a tenant that does not exist',
  quick: true,
  run: async (stage) => {
    const plain = await stage.atlas.post('/v1/search', QUESTION)
    const forged = await stage.atlas.post('/v1/search', QUESTION, FORGED)
    stage.ok('search', forged)
    stage.same('results', forged.body, plain.body)
    stage.holds(
      'the request id was taken over',
      forged.headers.get('x-request-id') !== FORGED['x-request-id'],
    )

    const bodies = []
    for (const name of ['borealis', 'nobody']) {
      const named = await stage.atlas.post('/v1/search', QUESTION, { 'x-tenant-id': name })
      await stage.refused(`x-tenant-id: ${name}`, named, 403, 'tenant_mismatch')
      bodies.push(named.body?.error?.message)
    }
    stage.same('what an absent tenant answers', bodies[1], bodies[0])
    const key = [`Authorization: Bearer ${ATLAS}`]
    const host = await ask(stage, key, 'borealis.example')
    await stage.refused('Host: borealis.example', host, 403, 'tenant_mismatch')
    stage.ok('Host: atlas.example', await ask(stage, key, 'atlas.example'))
    await stage.logged('whose key it was', {
      message: 'identification failed',
      errorCode: 'tenant_mismatch',
      tenantId: 'atlas',
      requestId: host.headers.get('x-request-id'),
    })
    return `${Object.keys(FORGED).length} headers without effect, 3 × 403 tenant_mismatch`
  },
  mutant: 'key-decides-tenant',
}

const endedKeys: Drill = {
  id: 'D-08a',
  failure: 'A key has expired or was revoked',
  rows: ['tenant/not-found'],
  injected: 'a key whose expiresAt has passed, and a key that nothing knows any more',
  expected: '401 api_key_expired and api_key_invalid; nothing behind the home object is called',
  run: async (stage) => {
    const from = { 'cf-connecting-ip': newAddress() }
    const expired = await stage.client(ATLAS_EXPIRED).post('/v1/chat/completions', HELLO, from)
    await stage.refused('expired', expired, 401, 'api_key_expired')
    const gone = await createApiKey(parseTenantId('atlas'), LOCAL_KEY_CHECK_SECRET)
    const revoked = await stage.client(gone).post('/v1/chat/completions', HELLO, from)
    await stage.refused('revoked', revoked, 401, 'api_key_invalid')
    for (const sent of [expired, revoked]) stage.same('lines from behind', linesBehind(stage, sent), [])
    await stage.logged('whose key it was', {
      message: 'identification failed',
      errorCode: 'api_key_expired',
      tenantId: 'atlas',
      keyId: keyNameOf(ATLAS_EXPIRED)?.keyId,
    })
    return '401 api_key_expired, 401 api_key_invalid'
  },
  mutant: 'key-expiry',
}

const suspended: Drill = {
  id: 'D-08b',
  failure: 'A tenant is suspended',
  rows: ['tenant/not-found'],
  injected: 'requests of initech, whose config suspends it',
  expected:
    '403 tenant_suspended, but only with a valid key: others get 401; nothing behind the home object is called',
  run: async (stage) => {
    const key = localKey('initech')
    const refused = await stage.client(key).post('/v1/chat/completions', HELLO)
    await stage.refused('with its key', refused, 403, 'tenant_suspended')
    stage.same('lines from behind', linesBehind(stage, refused), [])
    const from = { 'cf-connecting-ip': newAddress(), 'x-tenant-id': 'initech' }
    const stranger = await stage.client(`${key.slice(0, -2)}AA`).post('/v1/chat/completions', HELLO, from)
    await stage.refused('with a wrong key', stranger, 401, 'api_key_invalid')
    await stage.logged('who was refused', {
      message: 'request',
      errorCode: 'tenant_suspended',
      tenantId: 'initech',
      keyId: keyNameOf(key)?.keyId,
    })
    return '403 tenant_suspended, 401 without a good key'
  },
  mutant: 'tenant-suspension',
}

/** What other Workers than the gateway and the tenant's home said about a request. */
function linesBehind(stage: Stage, sent: Sent): unknown[] {
  return stage
    .lines({ requestId: sent.headers.get('x-request-id') })
    .filter(({ source }) => !/^(gateway|rate-limit)\//.test(String(source)))
}

export const TENANT_DRILLS: readonly Drill[] = [forgedHeaders, endedKeys, suspended]
