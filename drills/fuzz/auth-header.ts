import { read } from '@bulkhead/harness/client'
import { OSCORP, STARK, WONKA } from '@bulkhead/tests/tenants/keys'
import * as fc from 'fast-check'

import { requireOrderly, soon } from './answer-rules.ts'
import { runProperty, type SuiteReport, type Tally, type Target } from './suite.ts'

const ISSUED = [OSCORP, STARK.full, WONKA]

interface Credentials {
  readonly authorization?: string
  readonly 'x-api-key'?: string
  readonly 'x-tenant-id'?: string
  readonly ip: string
}

const CHARACTERS = [...'abcXYZ019-_'.split(''), ' ', '=', '%']

/** Issued keys, keys with one thing changed, and things that look like keys to somebody. */
const key = fc.oneof(
  fc.constantFrom(...ISSUED),
  fc.tuple(fc.constantFrom(...ISSUED), fc.nat(), fc.constantFrom(...CHARACTERS)).map(changeOne),
  fc
    .tuple(fc.constantFrom(...ISSUED), fc.constantFrom(...ISSUED))
    .map(([a, b]) => `${a.slice(0, 16)}${b.slice(16)}`),
  fc.constantFrom(...ISSUED).map((issued) => issued.toUpperCase()),
  fc.constantFrom(...ISSUED).map((issued) => `${issued} `.repeat(2)),
  fc.constantFrom(
    '',
    'null',
    "' OR 1=1 --",
    'bh__',
    `bh_${'a'.repeat(12)}_`,
    'x'.repeat(6_000),
    '%00',
    '../../acme',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 80 }),
)

const scheme = fc.constantFrom(
  'Bearer ',
  'bearer ',
  'BEARER  ',
  'Basic ',
  'Token ',
  '',
  'Bearer',
  'Bearer\t',
  'Bearer Bearer ',
)

const credentials: fc.Arbitrary<Credentials> = fc.record(
  {
    authorization: fc.tuple(scheme, key).map(([word, value]) => `${word}${value}`),
    'x-api-key': key,
    'x-tenant-id': fc.constantFrom('oscorp', 'stark', 'wonka', 'nobody', '', 'OSCORP', '__proto__'),
    ip: fc.ipV4(),
  },
  { requiredKeys: ['ip'] },
)

function changeOne([issued, at, by]: [string, number, string]): string {
  const position = at % issued.length
  return `${issued.slice(0, position)}${by}${issued.slice(position + 1)}`
}

/** Only the exact key of a tenant opens a door, and only that tenant's. */
export function fuzzAuthHeader(target: Target): Promise<SuiteReport> {
  return runProperty(target, {
    name: 'auth',
    runs: target.requests,
    input: credentials,
    check: (value, tally) => tryOne(target, value, tally),
  })
}

async function tryOne({ fetch }: Target, { ip, ...headers }: Credentials, tally: Tally): Promise<void> {
  // Each from an address of its own, else nearly all would be refused by the limit on failures alone.
  const sent = await read(
    await fetch('/v1/models', { headers: { ...headers, 'cf-connecting-ip': ip }, signal: soon() }),
  )
  tally.note(sent.status)
  requireOrderly('/v1/models', sent)
  const opens = opensADoor(headers)
  if (opens !== (sent.status === 200)) throw new Error(`${sent.status} for ${JSON.stringify(headers)}`)
}

const OWNERS: ReadonlyMap<string, string> = new Map([
  [OSCORP, 'oscorp'],
  [STARK.full, 'stark'],
  [WONKA, 'wonka'],
])

/** The rule of the design in its shortest form, for this route and these tenants. */
function opensADoor(headers: Omit<Credentials, 'ip'>): boolean {
  const owner = OWNERS.get(keyOf(headers) ?? '')
  return owner !== undefined && (headers['x-tenant-id'] ?? owner) === owner
}

/** The one key that both headers agree on. */
function keyOf({ authorization, ...headers }: Omit<Credentials, 'ip'>): string | undefined {
  const plain = headers['x-api-key']?.trim()
  // An empty header is none: that is how it arrives.
  if (authorization === undefined || authorization.trim() === '') return plain
  const bearer = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1]
  return (plain ?? bearer) === bearer ? bearer : undefined
}
