import * as fc from 'fast-check'

import { arbitraryOf, type JsonSchema } from '../arbitrary-of-schema.ts'
import { mutation, type Mutation } from '../mutations.ts'
import type { AdminOperation } from './admin-document.ts'

/** A request before the fuzzer's own ids and credentials are put in. */
export interface AdminRequest {
  readonly operation: AdminOperation
  readonly who: string
  /** By place in the path; null: the fuzzer's own, as nearly all are. */
  readonly ids: readonly (string | null)[]
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly text: string | undefined
}

/** Stands for a secret that somebody pastes where none belongs. */
export const PASTED = 'pasted-secret'
/** Stands for the ETag that the resource has now. */
export const CURRENT = 'current-etag'

const WHO = ['owner', 'operator', 'billing', 'viewer', 'session', 'tenant', 'nobody', 'wrong']
const who = fc.oneof(
  { weight: 6, arbitrary: fc.constant('bootstrap') },
  { weight: 5, arbitrary: fc.constantFrom(...WHO) },
)

const ODD_IDS = [
  '..',
  '.',
  '%2e%2e',
  '..%2f..%2foperators',
  '%00',
  '%zz',
  '%ff',
  '__proto__',
  'constructor',
  'acme ',
  'ACME',
  '*',
  '%25',
  "'%20OR%201=1--",
  'a'.repeat(3_000),
  PASTED,
]
const oddId = fc.oneof(
  fc.constantFrom(...ODD_IDS),
  fc.string({ unit: 'binary', minLength: 1 }).map(encodeURIComponent),
)
const id = fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: oddId })

const oddHeader = fc.oneof(
  fc.constantFrom('', '*', 'null', 'a,b', '\u00fc', '%', '%zz', 'x'.repeat(300), PASTED),
  fc.string({ unit: 'grapheme-ascii' }),
)
const headers = fc.record(
  {
    'if-match': fc.oneof(
      fc.constantFrom(CURRENT, `W/${CURRENT}`, '*', '"0"', '"1", "2"', '""', '1'),
      oddHeader,
    ),
    'if-none-match': fc.constantFrom('*', CURRENT, '"1"'),
    'idempotency-key': fc.oneof(fc.constantFrom('again', 'and-again'), oddHeader),
    'x-audit-reason': fc.oneof(fc.constantFrom('because', '%C3%BC'), oddHeader),
    'content-type': fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'multipart/form-data'),
    'sec-fetch-site': fc.constantFrom('cross-site', 'none', 'same-origin'),
    'x-request-id': fc.constantFrom('', 'mine', '\u00fc', 'x'.repeat(300)),
  },
  { requiredKeys: [] },
)
const few = fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers })

const dates = fc.constantFrom(
  '2030-02-28T00:00:00Z',
  '2001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2031-02-29T00:00:00Z',
)
const dollars = fc.constantFrom('5', '0.01', '0', '-1', '5.0000001', '1e3', '999999999999')
const models = fc.constantFrom(['@cf/meta/llama-3.1-8b-instruct-fp8'], ['nobody/none'], [])
/** No host but this machine is ever named in a form that is taken. */
const urls = fc.constantFrom(
  'http://127.0.0.1:9/',
  'http://[::1]:9/',
  'http://10.0.0.1/',
  'https://127.1/',
  'ftp://127.0.0.1/',
  'https://u:p@127.0.0.1/',
)
const ranges = fc.constantFrom(
  ['10.0.0.0/8'],
  ['::/0'],
  ['10.0.0.1/33'],
  ['fe80::1%eth0'],
  ['1.2.3.4', '1.2.3.4'],
)
const names = fc.constantFrom(
  '\u202eevil',
  'a\u0301',
  '\ud83d\udea2',
  "Robert'); DROP TABLE tenant;--",
  ' ',
  '\u0000',
)

const LIKELY: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  expiresAt: dates,
  notBefore: dates,
  effectiveFrom: dates,
  startsAt: dates,
  spendPerDay: dollars,
  spendPerMonth: dollars,
  prompt: dollars,
  completion: dollars,
  models,
  allowedModels: models,
  allowedIps: ranges,
  url: urls,
  returnUrl: urls,
  name: names,
  description: names,
  tenantId: fc.constantFrom('fuzzed-1', 'acme', 'none'),
  plan: fc.constantFrom('fuzzed', 'none'),
}

function usual(name: string, schema: JsonSchema): fc.Arbitrary<unknown> | undefined {
  return schema.type === 'object' ? undefined : LIKELY[name]
}

/** Requests of every operation: right ones, and those with something odd in path, query, headers or body. */
export function adminRequests(operations: readonly AdminOperation[]): fc.Arbitrary<AdminRequest> {
  return fc.oneof(...operations.map(requestsOf))
}

function requestsOf(operation: AdminOperation): fc.Arbitrary<AdminRequest> {
  const ids = [...operation.path.matchAll(/\{\w+\}/g)].map(() => id)
  return fc.record({
    operation: fc.constant({ ...operation, [fc.toStringMethod]: () => operation.path }),
    who,
    ids: fc.tuple(...ids),
    query: queryOf(operation),
    headers: few,
    text: bodyOf(operation),
  })
}

function queryOf({ query }: AdminOperation): fc.Arbitrary<Record<string, string>> {
  const odd = fc.oneof(
    fc.constantFrom('', '-1', '1e9', '%', '2026-02-30', PASTED),
    fc.string({ unit: 'binary' }),
  )
  const known = Object.entries(query).map(([name, schema]) => [
    name,
    fc.oneof({ weight: 3, arbitrary: arbitraryOf(schema).map(String) }, { weight: 1, arbitrary: odd }),
  ])
  const all: Record<string, fc.Arbitrary<string>> = { ...Object.fromEntries(known), ...UNKNOWN_QUERY }
  const any = fc
    .record(all, { requiredKeys: [] })
    .map((pairs) => Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, String(value)])))
  // A single odd parameter refuses the whole query: each is tried alone, too.
  const alone = Object.entries(all).map(([name, value]) => value.map((text) => ({ [name]: text })))
  const dryRun = 'dryRun' in query ? [fc.constant({ dryRun: 'true' })] : []
  const none = { weight: 4, arbitrary: fc.constant({}) }
  return fc.oneof(none, { weight: 2, arbitrary: fc.oneof(...alone) }, any, ...dryRun)
}

const UNKNOWN_QUERY = { constructor: fc.constant('1') }

function bodyOf({ body, example }: AdminOperation): fc.Arbitrary<string | undefined> {
  if (body === undefined) return fc.constant(undefined)
  const value = fc.oneof(arbitraryOf(body, usual), fc.constant(example ?? {}))
  const rarely = fc.oneof({ weight: 2, arbitrary: fc.constant<Mutation>((json) => json) }, mutation)
  return fc.tuple(value, rarely).map(([sent, mutate]) => mutate(JSON.stringify(sent)))
}
