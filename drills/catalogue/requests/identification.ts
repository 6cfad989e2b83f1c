import { randomBytes } from 'node:crypto'

import type { ErrorCode } from '@bulkhead/errors/codes'
import type { Sent } from '@bulkhead/harness/client'

import { ATLAS, BOREALIS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { rawRequest } from '../../stage/raw-request.ts'
import type { Stage } from '../../stage/stage.ts'

/** In a network of its own: failures of an IPv6 address count against its /64. */
export const newAddress = () =>
  `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`

/** Sends header lines as they are to a route that needs a key. */
export function ask({ system }: Stage, lines: readonly string[], host = 'localhost'): Promise<Sent> {
  return rawRequest(system.url, ['GET /v1/documents HTTP/1.1', `Host: ${host}`, ...lines])
}

const flipped = `${ATLAS.slice(0, -1)}${ATLAS.endsWith('A') ? 'B' : 'A'}`

const BAD_KEYS: readonly (readonly [what: string, lines: readonly string[]])[] = [
  ['an empty key', ['Authorization: Bearer ']],
  ['an empty plain key', ['x-api-key: ']],
  ['a key without its secret', [`Authorization: Bearer ${ATLAS.slice(0, 15)}`]],
  ['a key with another secret', [`Authorization: Bearer ${flipped}`]],
  ['a key cut short', [`Authorization: Bearer ${ATLAS.slice(0, -1)}`]],
  ['a key with more behind it', [`Authorization: Bearer ${ATLAS}A`]],
  ['a key in upper case', [`Authorization: Bearer ${ATLAS.toUpperCase()}`]],
  ['a key under another scheme', [`Authorization: Basic ${ATLAS}`]],
  ['the same header twice', [`Authorization: Bearer ${ATLAS}`, `Authorization: Bearer ${ATLAS}`]],
  ['two keys in two headers', [`Authorization: Bearer ${ATLAS}`, `x-api-key: ${BOREALIS}`]],
  ['SQL', [`Authorization: Bearer bh_' OR '1'='1`]],
  ['a key of 8 kB', [`Authorization: Bearer bh_wnqtnu6vsdyc_${'A'.repeat(8_000)}`]],
]

const WITHOUT_KEY: readonly (readonly [
  what: string,
  lines: readonly string[],
  host: string,
  status: number,
  code: ErrorCode,
])[] = [
  ['x-tenant-id of nobody', ['x-tenant-id: nobody'], 'localhost', 404, 'tenant_not_found'],
  ['the hostname of nobody', [], 'nobody.example', 404, 'tenant_not_found'],
  ['x-tenant-id of a tenant', ['x-tenant-id: borealis'], 'localhost', 401, 'api_key_required'],
  ['the hostname of a tenant', [], 'borealis.example', 401, 'api_key_required'],
]

const badKeys: Drill = {
  id: 'D-06a',
  failure: 'A key that is missing, garbled or sent twice, or a tenant that does not exist',
  rows: ['tenant/not-found'],
  injected: `${BAD_KEYS.length} wrong ways to send a key, over a raw socket; no key, with and without a tenant’s x-tenant-id or Host`,
  expected:
    'the same 401 api_key_invalid for each; without a key 400 tenant_required, 404 tenant_not_found or 401 api_key_required; no secret in any log line',
  quick: true,
  run: async (stage) => {
    const address = newAddress()
    const from = `cf-connecting-ip: ${address}`
    for (const [what, lines] of BAD_KEYS) {
      const refused = await ask(stage, [...lines, from])
      await stage.refused(what, refused, 401, 'api_key_invalid')
      stage.same(`${what}: details`, refused.body?.error?.details, undefined)
    }
    await stage.refused('no key', await ask(stage, [from]), 400, 'tenant_required')
    for (const [what, lines, host, status, code] of WITHOUT_KEY)
      await stage.refused(what, await ask(stage, [...lines, from], host), status, code)
    const failures = BAD_KEYS.length + 1 + WITHOUT_KEY.length
    const about = { message: 'identification failed', clientIp: address }
    stage.same('failures logged with the address', stage.lines(about).length, failures)
    const secret = ATLAS.slice(16, 40)
    stage.same(
      'lines with a secret',
      stage.lines().filter((line) => JSON.stringify(line).includes(secret)),
      [],
    )
    await stage.counted('log_lines_total', { message: 'identification failed' }, failures)
    return `${BAD_KEYS.length} × 401 api_key_invalid, 400 tenant_required, 404 tenant_not_found, 401 api_key_required`
  },
  mutant: 'key-secret-compared',
}

/** More than two windows of the counter have room for. */
const GUESSES = 62

const guessing: Drill = {
  id: 'D-06b',
  failure: 'Somebody guesses keys',
  rows: ['tenant/not-found'],
  injected: `${GUESSES} wrong keys in a row from one address`,
  expected: '429 rate_limited for that address after 30 failures a minute; valid keys still pass from there',
  run: async (stage) => {
    const address = newAddress()
    const from = { 'cf-connecting-ip': address }
    const guesser = stage.client(flipped)
    const seen = new Map<number, number>()
    let last: Sent | undefined
    for (let i = 0; i < GUESSES; i++) {
      last = await guesser.get('/v1/documents', from)
      seen.set(last.status, (seen.get(last.status) ?? 0) + 1)
    }
    const let401 = seen.get(401) ?? 0
    // The guesses may fall into two windows.
    stage.holds(`${let401} times 401 instead of 30 in a window`, let401 >= 30 && let401 <= 60)
    stage.same(
      'everything else',
      [...seen.keys()].toSorted((a, b) => a - b),
      [401, 429],
    )
    if (last?.status === 429) await stage.refused('the last guess', last, 429, 'rate_limited')
    stage.ok('a good key from there', await stage.atlas.get('/v1/documents', from))
    await stage.refused(
      'from elsewhere',
      await guesser.get('/v1/documents', { 'cf-connecting-ip': newAddress() }),
      401,
      'api_key_invalid',
    )
    await stage.logged('the address', { message: 'identification failed', clientIp: address })
    return `${let401} × 401, then 429 with Retry-After`
  },
  mutant: 'failures-counted-by-address',
}

export const IDENTIFICATION_DRILLS: readonly Drill[] = [badKeys, guessing]
