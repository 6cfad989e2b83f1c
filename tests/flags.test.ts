import { ADMIN_TOKEN, Client, eventually, localKey, problemsOfError } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
// What an operator does in an incident: a switch for one tenant or for all, and the store of the switches being the incident itself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const TEXT = 'Unused goods can be returned within 30 days of delivery.'
const HELLO = { messages: [{ role: 'user', content: 'Hello' }] }
const DEFAULTS = { 'retrieval.vectors': true, 'ingest.embedding': true, 'chat.fallbackModels': true }

let bulkhead: Bulkhead
let admin: Client
const clientOf = (tenant: string) => new Client(bulkhead.fetch, localKey(tenant))
const codesOf = (body: { warnings: { code: string }[] }) => body.warnings.map(({ code }) => code)
const linesOf = (message: string, tenantId: string) =>
  bulkhead.logs().filter((line) => line['tenantId'] === tenantId && line['message'] === message)

/** A document of the tenant, once it has the status. */
async function withDocument(tenant: string, status: string): Promise<Client> {
  const client = clientOf(tenant)
  await client.post('/v1/documents', { id: 'returns', title: 'Returns', text: TEXT })
  await eventually(async () => {
    const { body } = await client.get('/v1/documents/returns')
    return body.status === status ? body : undefined
  })
  return client
}

async function start(): Promise<void> {
  bulkhead = await startBulkhead()
  admin = new Client(bulkhead.fetch, ADMIN_TOKEN)
}

describe('switches', () => {
  beforeAll(start)
  afterAll(() => bulkhead.stop())

  test('a typing error is named and changes nothing', async () => {
    const typo = await admin.send('PUT', '/admin/v1/tenants/acme/flags', { 'retrieval.vector': false })
    const wrong = await admin.send('PUT', '/admin/v1/flags', { 'retrieval.vectors': 'no' })
    const empty = await admin.send('PUT', '/admin/v1/flags', '')

    for (const sent of [typo, wrong, empty]) expect(problemsOfError(sent, 400, 'invalid_request')).toEqual([])
    expect(typo.body.error.details).toEqual([{ path: 'retrieval.vector', message: 'is not a known field' }])
    expect(wrong.body.error.details).toMatchObject([{ path: 'retrieval.vectors' }])
    expect((await admin.get('/admin/v1/tenants/acme/flags')).body).toEqual({
      flags: DEFAULTS,
      layers: { defaults: DEFAULTS, config: {}, deployment: {}, tenant: {} },
      problems: [],
    })
  })

  test('only the operator has them', async () => {
    const acme = clientOf('acme')

    for (const path of ['/admin/v1/flags', '/admin/v1/tenants/acme/flags']) {
      expect(problemsOfError(await acme.get(path), 401, 'api_key_invalid')).toEqual([])
      expect(problemsOfError(await acme.send('PUT', path, {}), 401, 'api_key_invalid')).toEqual([])
    }
    expect(
      problemsOfError(await admin.get('/admin/v1/tenants/nobody/flags'), 404, 'tenant_not_found'),
    ).toEqual([])
  })

  test('says who says what, and {} takes it back', async () => {
    await admin.send('PUT', '/admin/v1/flags', { 'ingest.embedding': false })
    const put = await admin.send('PUT', '/admin/v1/tenants/initech/flags', { 'ingest.embedding': true })
    const got = await admin.get('/admin/v1/tenants/initech/flags')

    expect(put.status).toBe(200)
    expect(got.body).toEqual(put.body)
    expect(got.body).toMatchObject({
      flags: DEFAULTS,
      layers: { deployment: { 'ingest.embedding': false }, tenant: { 'ingest.embedding': true } },
    })
    expect((await admin.send('PUT', '/admin/v1/flags', {})).body.flags).toEqual(DEFAULTS)
    expect((await admin.get('/admin/v1/flags')).body.layers.deployment).toEqual({})
  })

  test('without vectors one tenant searches and answers by words and says so; another notices nothing', async () => {
    await admin.send('PUT', '/admin/v1/tenants/globex/flags', { 'retrieval.vectors': false })
    const globex = await withDocument('globex', 'indexed')
    const acme = await withDocument('acme', 'indexed')

    const search = await globex.post('/v1/search', { query: 'return unused goods' })
    const answer = await globex.post('/v1/answers', { question: 'When can unused goods be returned?' })
    const other = await acme.post('/v1/search', { query: 'return unused goods' })

    expect(search.body.results[0].scores).toEqual({ words: expect.any(Number) })
    expect(codesOf(search.body)).toEqual(['retrieval_degraded'])
    expect(codesOf(answer.body)).toContain('retrieval_degraded')
    expect(answer.body.citations.length).toBeGreaterThan(0)
    expect(linesOf('vector query', 'globex')).toEqual([])
    expect(other.body.warnings).toEqual([])
    expect(linesOf('vector query', 'acme').length).toBeGreaterThan(0)
  })

  test('while embedding is paused documents are searchable, not indexed', async () => {
    await admin.send('PUT', '/admin/v1/tenants/umbrella/flags', { 'ingest.embedding': false })
    const umbrella = await withDocument('umbrella', 'searchable')

    const { body } = await eventually(async () => {
      const document = await umbrella.get('/v1/documents/returns')
      return document.body.error === undefined ? undefined : document
    })

    expect(body).toMatchObject({ status: 'searchable', error: { code: 'embedding_paused' } })
  })

  test('without fallback models only the first one is asked, by everyone', async () => {
    await admin.send('PUT', '/admin/v1/flags', { 'chat.fallbackModels': false })
    await bulkhead.setFault({ target: 'ai', mode: 'error' })
    bulkhead.clearLogs()

    const sent = await clientOf('umbrella').post('/v1/chat/completions', HELLO)
    const models = bulkhead
      .logs()
      .filter(({ message }) => message === 'ai attempt')
      .map(({ model }) => model)

    expect(problemsOfError(sent, 503, 'ai_unavailable')).toEqual([])
    expect(new Set(models).size).toBe(1)
  })

  test('readings are counted, and what the cache spared', async () => {
    const text = await eventually(async () => {
      const metrics = (await admin.get('/metrics')).text
      return metrics.includes('cache_misses_total{tenantId="umbrella",cache_name="flags"}')
        ? metrics
        : undefined
    })

    expect(text).toMatch(/flag_reads_total\{status="ok"\} [1-9]/)
    expect(text).toContain('cache_hits_total{tenantId="globex",cache_name="flags"}')
  })
})

describe.each(['error', 'timeout', 'malformed'])('the store of the flags: %s', (mode) => {
  beforeAll(async () => {
    await start()
    await bulkhead.setFault({ target: 'kv', mode })
  })
  afterAll(() => bulkhead.stop())

  test('nothing fails and nothing is taken away; a line says so, with whose request it was', async () => {
    const acme = await withDocument('acme', 'indexed')

    const completion = await acme.post('/v1/chat/completions', HELLO)
    const search = await acme.post('/v1/search', { query: 'return unused goods' })

    expect([completion.status, search.status]).toEqual([200, 200])
    expect(search.body.warnings).toEqual([])
    expect(search.body.results[0].scores).toEqual({ words: expect.any(Number), vector: expect.any(Number) })
    const code = mode === 'malformed' ? 'flag_record_invalid' : 'flags_unavailable'
    const told = bulkhead.logs().filter(({ errorCode }) => errorCode === code)
    expect(told.length).toBeGreaterThan(0)
    for (const line of told) {
      expect(line).toMatchObject({ tenantId: 'acme', requestId: expect.any(String), level: 'warn' })
    }
  })

  test('and opens nothing: limits, budgets and scopes decide as ever', async () => {
    const hooli = clientOf('hooli')
    const startMs = Date.now()
    const all = await Promise.all(Array.from({ length: 20 }, () => hooli.post('/v1/search', { query: 'x' })))
    // Its burst, and one a second.
    const most = 10 + Math.ceil((Date.now() - startMs) / 1_000)
    const forbidden = await hooli.post('/v1/chat/completions', { ...HELLO, model: '@cf/not/allowed' })

    expect(all.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(most)
    expect([429, 404]).toContain(forbidden.status)
  })
})
