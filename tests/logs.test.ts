import { readFileSync, globSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { faultControl, fetchFrom, parseLogLine, type Fault, type LogLine } from '@bulkhead/harness/bulkhead'
import { ADMIN_TOKEN, Client, eventually, localKey } from '@bulkhead/harness/client'
import type { Running } from '@bulkhead/harness/runtime/start-workers'
import { start, type StartOptions } from '@bulkhead/harness/start-bundles'
import { keyNameOf } from '@bulkhead/tenant-schema/api-key'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { secretOf } from './secret-of.ts'

/** What must never come out, one for each way in. Each is a word that occurs nowhere else. */
const CANARIES = {
  prompt: 'canaryprompt7731',
  system: 'canarysystem7732',
  streamed: 'canarystreamed7733',
  document: 'canarydocument7734',
  title: 'canarytitle7735',
  metadata: 'canarymetadata7736',
  rawFile: 'canaryrawfile7737',
  query: 'canaryquery7738',
  filter: 'canaryfilter7739',
  question: 'canaryquestion7740',
  session: 'canarysession7741',
  embedding: 'canaryembedding7742',
  halfJson: 'canaryhalfjson7743',
  unknownField: 'canaryfield7744',
  path: 'canarypath7745',
  queryString: 'canaryparameter7746',
  header: 'canaryheader7747',
  userAgent: 'canaryagent7748',
  tenantHeader: 'canarytenant7749',
  badKey: 'canarybadkey7750',
  mail: 'canarymail7751',
  idempotency: 'canaryidempotency7752',
  providerKey: 'canaryproviderkey7753',
  providerAnswer: 'canaryprovideranswer7754',
  cookie: 'canarycookie7755',
} as const

/** The secret part of the keys in use, and the admin token. */
const SECRETS = [...['acme', 'hooli'].map((tenant) => secretOf(localKey(tenant))), ADMIN_TOKEN]

const raw: string[] = []
let lines: LogLine[] = []
const runs: Running[] = []
let provider: Server
let heardByProvider = ''

beforeAll(async () => {
  provider = await startQuotingProvider()
  await useEverything(await startLogged({}))
  const { port } = provider.address() as AddressInfo
  await useHostileProvider(
    await startLogged({
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      OPENAI_API_KEY: `sk-${CANARIES.providerKey}`,
    }),
  )
  lines = raw.map(parseLogLine).filter((line) => line !== undefined)
})
afterAll(async () => {
  for (const run of runs) await run.stop()
  provider.close()
})

/** Every line at the lowest level, whoever wrote it: ours and those of the runtime. */
async function startLogged(variables: StartOptions['variables'] = {}): Promise<Running> {
  const running = await start({
    variables: { LOCAL_EMBEDDINGS: 'hashed', LOG_LEVEL: 'debug', ...variables },
    onLog: (line) => raw.push(line),
  })
  runs.push(running)
  return running
}

/** A model server that quotes key and prompt in its errors, as some do. */
async function startQuotingProvider(): Promise<Server> {
  const statuses = [401, 429, 500, 400, 200]
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      heardByProvider += `${request.headers.authorization} ${body}`
      const said = `${CANARIES.providerAnswer} ${request.headers.authorization} sent ${body}`
      response.writeHead(statuses.shift() ?? 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { message: said, code: said, type: said } }))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return server
}

const user = (content: string) => ({ messages: [{ role: 'user', content }] })
const mail = `${CANARIES.mail}@example.com`

async function useEverything({ url }: Running): Promise<void> {
  const fetch = fetchFrom(url)
  const acme = new Client(fetch, localKey('acme'))
  const hooli = new Client(fetch, localKey('hooli'))
  const faults = faultControl(fetch)
  const headers = {
    'x-custom': CANARIES.header,
    'user-agent': CANARIES.userAgent,
    'idempotency-key': CANARIES.idempotency,
    cookie: `session=${CANARIES.cookie}`,
  }
  await acme.post('/v1/documents', {
    id: 'one',
    title: CANARIES.title,
    text: `${CANARIES.document} is written to ${mail}.`,
    metadata: { owner: CANARIES.metadata },
  })
  await acme.send('POST', '/v1/documents?id=two', CANARIES.rawFile, { 'content-type': 'text/plain' })
  await acme.send('POST', '/v1/documents?id=broken', `%PDF-1.4 ${CANARIES.rawFile}`, {
    'content-type': 'application/pdf',
  })
  await acme.post('/v1/documents', { id: 'json', format: 'json', text: `{"a": ${CANARIES.halfJson}` })
  await eventually(async () =>
    (await acme.get('/v1/documents/one')).body.status === 'indexed' ? true : undefined,
  )
  const session = (await acme.post('/v1/sessions', {})).body.id as string

  const everything = async () => {
    const system = { role: 'system', content: CANARIES.system }
    await acme.post(
      '/v1/chat/completions',
      { messages: [system, ...user(`${CANARIES.prompt} ${mail}`).messages] },
      headers,
    )
    await acme.post('/v1/chat/completions', { ...user(CANARIES.streamed), stream: true })
    await acme.post('/v1/answers', { question: `${CANARIES.question} ${CANARIES.document}` })
    await acme.post('/v1/search', { query: CANARIES.query, filter: { owner: CANARIES.filter } })
    await acme.post('/v1/embeddings', { input: CANARIES.embedding })
    await acme.post(`/v1/sessions/${session}/messages`, {
      content: CANARIES.session,
      stream: true,
      retrieval: true,
    })
  }
  // What is planted does arrive: the stand-in answers with it.
  const found = await acme.post('/v1/search', { query: CANARIES.document })
  expect(found.text).toContain(CANARIES.metadata)
  await everything()
  for (const fault of FAULTS) {
    await faults.setFault(fault)
    await everything()
    await acme.post('/v1/documents', { id: `during-${fault.target}-${fault.mode}`, text: CANARIES.document })
    await faults.clearFaults()
  }

  const half = `{"messages": [{"role": "user", "content": ${CANARIES.halfJson}`
  for (const path of ['/v1/chat/completions', '/v1/search', '/v1/documents', '/v1/answers']) {
    await acme.post(path, half)
    await acme.post(path, { [CANARIES.unknownField]: CANARIES.unknownField })
  }
  await acme.get(`/v1/${CANARIES.path}?key=${CANARIES.queryString}`)
  await acme.get(`/v1/usage?note=${CANARIES.queryString}`)
  await acme.get(`/v1/sessions/${CANARIES.path}`)
  await fetch('/v1/usage', { headers: { authorization: `Bearer bh_abcdefghijkl_${CANARIES.badKey}` } })
  await fetch('/v1/usage', { headers: { 'x-tenant-id': CANARIES.tenantHeader } })
  await fetch('/v1/usage', { headers: { authorization: `Basic ${CANARIES.badKey}`, 'x-api-key': mail } })
  for (let i = 0; i < 12; i++) await hooli.get('/v1/documents')
  await new Client(fetch, ADMIN_TOKEN).get('/metrics')
  await new Client(fetch, ADMIN_TOKEN).delete('/admin/v1/tenants/acme/data')
  await new Promise((resolve) => setTimeout(resolve, 2_000))
}

const FAULTS: readonly Fault[] = [
  { target: 'ai', mode: 'error' },
  { target: 'ai', mode: 'malformed' },
  { target: 'ai', mode: 'quota' },
  { target: 'ai', mode: 'cut' },
  { target: 'vectorize', mode: 'error' },
  { target: 'vectorize', mode: 'malformed' },
]

async function useHostileProvider({ url }: Running): Promise<void> {
  const acme = new Client(fetchFrom(url), localKey('acme'))
  for (let i = 0; i < 4; i++) await acme.post('/v1/chat/completions', user(`${CANARIES.prompt} ${mail}`))
  await acme.post('/v1/chat/completions', { ...user(CANARIES.streamed), stream: true })
  expect(heardByProvider).toContain(`sk-${CANARIES.providerKey}`)
  expect(heardByProvider).toContain(CANARIES.prompt)
}

describe('no line, ours or the runtime’s, holds', () => {
  test.each(Object.entries(CANARIES))('what came in as %s', (_, canary) => {
    expect(raw.filter((line) => line.includes(canary))).toEqual([])
  })

  test('only what is public: the search does find the id of a key', () => {
    expect(raw.some((line) => line.includes(keyNameOf(localKey('acme'))!.keyId))).toBe(true)
  })

  test('a secret', () => {
    expect(raw.filter((line) => SECRETS.some((secret) => line.includes(secret)))).toEqual([])
  })
})

const LEVELS = new Set(['debug', 'info', 'warn', 'error'])
const SOURCES = /^(gateway|rate-limit|chat|rag|extract|observe|control)\/[a-z-]+$/

/** The closed set: what LogFields declares and what every line has. */
function fieldNames(): Set<string> {
  const declared = readFileSync(join(ROOT, 'packages/logging/src/log.ts'), 'utf8')
  const [fields = ''] = declared.slice(declared.indexOf('interface LogFields')).split('\n}')
  const names = [...fields.matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name!)
  return new Set([
    ...names,
    'timestamp',
    'level',
    'message',
    'source',
    'workerVersion',
    'reason',
    'stack',
    'metrics',
  ])
}

/** Work that no request waits for: it has a tenant, but no request of its own. */
const WITHOUT_REQUEST = new Set([
  'indexing could not be confirmed',
  'messages could not be queued',
  'left-overs could not be deleted',
  'reservations expired unsettled',
  'more tokens used than reserved',
])

describe('the lines of a whole run', () => {
  test('there are enough of them to mean something', () => {
    const sources = new Set(lines.map(({ source }) => String(source).split('/')[0]))

    expect(lines.length).toBeGreaterThan(150)
    expect(sources).toEqual(new Set(['chat', 'control', 'gateway', 'rag', 'rate-limit']))
    expect(lines.filter(({ level }) => level === 'warn' || level === 'error').length).toBeGreaterThan(20)
  })

  test('each says when, how bad, what and who', () => {
    const incomplete = lines.filter(
      ({ timestamp, level, message, source }) =>
        new Date(String(timestamp)).toISOString() !== timestamp ||
        !LEVELS.has(String(level)) ||
        typeof message !== 'string' ||
        !SOURCES.test(String(source)),
    )

    expect(incomplete).toEqual([])
  })

  test('each has fields of the closed set only', () => {
    const known = fieldNames()
    const unknown = lines.flatMap((line) => Object.keys(line).filter((name) => !known.has(name)))

    expect([...new Set(unknown)]).toEqual([])
  })

  test('each message is a constant of the source', () => {
    const code = globSync('{apps,packages}/*/src/**/*.ts', { cwd: ROOT })
      .filter((path) => !path.endsWith('.test.ts'))
      .map((path) => readFileSync(join(ROOT, path), 'utf8'))
      .join('\n')
    const invented = lines.filter(({ message }) => !code.includes(`'${String(message)}'`))

    expect(invented).toEqual([])
  })

  test('every failure has its tenant and its request', () => {
    const nameless = lines.filter(({ level, message, tenantId, requestId, clientIp }) => {
      if (level !== 'warn' && level !== 'error') return false
      if (message === 'identification failed') return requestId === undefined || clientIp === undefined
      if (WITHOUT_REQUEST.has(String(message))) return tenantId === undefined
      return tenantId === undefined || requestId === undefined
    })

    expect(nameless).toEqual([])
  })

  test('a line of a request belongs to a trace', () => {
    const untraced = lines.filter(({ requestId, traceId, message }) => {
      return (
        requestId !== undefined &&
        !/^[0-9a-f]{32}$/.test(String(traceId)) &&
        message !== 'durable object calls'
      )
    })

    expect([
      ...new Set(untraced.map(({ message, source }) => `${String(source)}: ${String(message)}`)),
    ]).toEqual([])
  })

  test('a request line says how it ended, and why when it failed', () => {
    const requests = lines.filter(({ message }) => message === 'request')
    const incomplete = requests.filter(
      ({ method, status, latencyMs, route, requestId, tenantId, keyId, errorCode }) =>
        typeof method !== 'string' ||
        typeof status !== 'number' ||
        typeof latencyMs !== 'number' ||
        typeof route !== 'string' ||
        typeof requestId !== 'string' ||
        (tenantId !== undefined && keyId === undefined && !route.startsWith('/admin/')) ||
        (status >= 400 && typeof errorCode !== 'string'),
    )

    expect(requests.length).toBeGreaterThan(60)
    expect(incomplete).toEqual([])
  })
})
