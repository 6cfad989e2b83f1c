import type { ErrorCode } from '@bulkhead/errors/codes'
import { read, type Sent } from '@bulkhead/harness/client'

import { documentIs } from '../../stage/document-of.ts'
import { ATLAS } from '../../stage/drill-tenants.ts'
import type { Drill } from '../../stage/drill.ts'
import { HELLO } from '../../stage/hello.ts'
import { rawRequest } from '../../stage/raw-request.ts'
import { chargedExactly, spent } from '../../stage/spent.ts'
import type { Stage } from '../../stage/stage.ts'
import { zipBomb } from './zip-bomb.ts'

const COMPLETIONS = '/v1/chat/completions'
const AT_ONCE = 50
const LATER = 10

const sameKey: Drill = {
  id: 'D-39',
  failure: 'One Idempotency-Key many times, then with another body',
  rows: ['object/exception'],
  injected: `${AT_ONCE} completions at once and ${LATER} in sequence under one key; sessions likewise`,
  expected:
    'one model call, one charge, one body for all; 409 while it runs; 422 idempotency_mismatch for another body',
  quick: true,
  run: async (stage) => {
    const key = { 'idempotency-key': `d-39-${crypto.randomUUID()}` }
    const before = await spent(stage.atlas)
    const atOnce = await many(AT_ONCE, () => stage.atlas.post(COMPLETIONS, HELLO, key))
    const running = atOnce.filter(({ status }) => status === 409)
    const answered = atOnce.filter(({ status }) => status === 200)
    stage.same('neither 200 nor 409', atOnce.length - running.length - answered.length, 0)
    for (const early of running.slice(0, 1))
      await stage.refused('while it runs', early, 409, 'idempotency_in_progress')

    for (let i = 0; i < LATER; i++) answered.push(await stage.atlas.post(COMPLETIONS, HELLO, key))
    stage.same('different answers', new Set(answered.map(({ text }) => text)).size, 1)
    const replayed = answered.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')
    stage.same('answers that are no replay', answered.length - replayed.length, 1)
    stage.same('calls of a model', stage.lines({ message: 'ai attempt', tenantId: 'atlas' }).length, 1)
    await chargedExactly(stage, stage.atlas, { before, tokens: answered[0]?.body?.usage?.total_tokens })

    const other = await stage.atlas.post(COMPLETIONS, { messages: [{ role: 'user', content: 'Belay' }] }, key)
    await stage.refused('another body', other, 422, 'idempotency_mismatch')
    const sessions = await many(AT_ONCE, () => stage.atlas.post('/v1/sessions', {}, key))
    stage.same('sessions', new Set(sessions.map(({ body }) => body?.id)).size, 1)
    return `${answered.length} × the same body, ${running.length} × 409, 1 attempt, 1 charge, 1 session`
  },
  mutant: 'result-kept-for-key',
}

function many(times: number, send: () => Promise<Sent>): Promise<Sent[]> {
  return Promise.all(Array.from({ length: times }, send))
}

interface Bomb {
  readonly what: string
  readonly path: string
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
  readonly status: number
  readonly code: ErrorCode
}

const completion = (more: string) => `{"messages":[{"role":"user","content":"Ahoy"}],${more}}`
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
const wide = (keys: number) => Array.from({ length: keys }, (_, i) => `"k${i}":0`).join(',')
const invalid = { status: 400, code: 'invalid_request' } as const

const BOMBS: readonly Bomb[] = [
  {
    what: 'a compressed body',
    path: COMPLETIONS,
    body: completion('"n":1'),
    headers: { 'content-encoding': 'gzip' },
    status: 415,
    code: 'unsupported_media_type',
  },
  { what: 'lists 200,000 deep', path: COMPLETIONS, body: completion(`"x":${nested(200_000)}`), ...invalid },
  { what: 'lists 5,000 deep', path: COMPLETIONS, body: completion(`"x":${nested(5_000)}`), ...invalid },
  {
    what: '80,000 unknown fields',
    path: '/v1/search',
    body: `{"query":"pilot",${wide(80_000)}}`,
    ...invalid,
  },
  { what: 'a number beyond all', path: '/v1/search', body: '{"query":"pilot","topK":1e309}', ...invalid },
  { what: 'what is no UTF-8', path: '/v1/search', body: new Uint8Array([123, 34, 255, 34]), ...invalid },
  {
    what: 'a field named __proto__',
    path: '/v1/search',
    body: '{"query":"pilot","filter":{"__proto__":{}}}',
    ...invalid,
  },
  { what: 'half of a JSON', path: '/v1/search', body: '{"query":"pil', ...invalid },
  {
    what: 'a filter that nests',
    path: '/v1/search',
    body: `{"query":"pilot","filter":{"a":{"in":${nested(90)}}}}`,
    ...invalid,
  },
]

/** What slow expressions choke on. All of these are taken. */
const SLOW_TEXTS = ['a'.repeat(60_000), `${'a '.repeat(30_000)}!`, '('.repeat(60_000), '['.repeat(60_000)]
/** Half a second is the goal on a machine that has nothing else to do. */
const WITHIN_MS = 1_500

const bombs: Drill = {
  id: 'D-40',
  failure: 'Bodies and files made to exhaust',
  rows: ['worker/exception'],
  injected: 'compressed, huge, deep, wide and slow bodies; a document of 64 MiB in a file of 64 kB',
  expected: '400, 413 or 415 quickly, never a bare 500; the document ends failed; other tenants are served',
  run: async (stage) => {
    for (const bomb of BOMBS) await throwAt(stage, bomb)
    await stage.refused('64 MiB', await announce(stage, 64 * 1_024 * 1_024), 413, 'payload_too_large')
    for (const content of SLOW_TEXTS) {
      const query = content.slice(0, 2_000)
      const [sent, tookMs] = await timed(() => stage.atlas.post('/v1/search', { query, mode: 'words' }))
      stage.holds(`a slow query: ${sent.status} ${sent.text.slice(0, 200)}`, [200, 400].includes(sent.status))
      stage.holds(`a slow query took ${tookMs} ms`, tookMs <= WITHIN_MS)
    }
    const docx = zipBomb('word/document.xml', 64 * 1_024 * 1_024)
    const accepted = await post(stage, '/v1/documents?id=d-40-bomb', docx, { 'content-type': DOCX })
    stage.ok('a zip bomb', accepted, 202)
    const { error } = await documentIs(stage.atlas, 'd-40-bomb', 'failed')
    stage.same('why it failed', error?.code, 'document_malformed')
    return `${BOMBS.length + 1} refused, the zip bomb failed with ${error?.code}`
  },
  mutant: 'json-depth-limit',
}

/** Only says how long its body is going to be: the answer must not wait for it. */
function announce({ system }: Stage, bytes: number): Promise<Sent> {
  const lines = [`POST ${COMPLETIONS} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${ATLAS}`]
  return rawRequest(system.url, [...lines, `Content-Length: ${bytes}`], '{')
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function throwAt(stage: Stage, { what, path, body, headers, status, code }: Bomb): Promise<void> {
  const [sent, tookMs] = await timed(() => post(stage, path, body, headers))
  await stage.refused(what, sent, status, code)
  stage.holds(`${what}: answered after ${tookMs} ms`, tookMs <= WITHIN_MS)
  stage.holds(`${what}: ${sent.text.length} characters of answer`, sent.text.length < 10_000)
}

async function post(
  { system }: Stage,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const all = { authorization: `Bearer ${ATLAS}`, 'content-type': 'application/json', ...headers }
  return read(await system.fetch(path, { method: 'POST', headers: all, body }))
}

async function timed(send: () => Promise<Sent>): Promise<readonly [sent: Sent, tookMs: number]> {
  const startMs = Date.now()
  const sent = await send()
  return [sent, Date.now() - startMs]
}

export const HOSTILE_DRILLS: readonly Drill[] = [sameKey, bombs]
