import { ADMIN_TOKEN, Client, eventually, localKey, problemsOfError } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

let bulkhead: Bulkhead
let acme: Client
let globex: Client
beforeAll(async () => {
  bulkhead = await startBulkhead()
  acme = new Client(bulkhead.fetch, localKey('acme'))
  globex = new Client(bulkhead.fetch, localKey('globex'))
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

async function settled(client: Client, id: string, status = 'indexed') {
  return await eventually(async () => {
    const { body } = await client.get(`/v1/documents/${id}`)
    return body.status === status ? body : undefined
  })
}

const HALYARD = {
  id: 'halyard-guide',
  title: 'Halyards',
  text: '# Halyards\n\nA halyard hoists a sail.\n\n## Care\n\nRinse halyards with fresh water after every passage.',
  format: 'markdown',
  metadata: { shelf: 'ropes', year: 2024 },
}

describe('a document', () => {
  test('is taken at once, indexed, found and read', async () => {
    const put = await acme.post('/v1/documents', HALYARD)
    expect([put.status, put.body]).toEqual([202, { id: HALYARD.id, status: expect.any(String), version: 1 }])

    const document = await settled(acme, HALYARD.id)
    expect(document).toMatchObject({
      id: HALYARD.id,
      title: 'Halyards',
      format: 'markdown',
      version: 1,
      metadata: HALYARD.metadata,
    })
    expect(document.chunks).toBeGreaterThan(0)

    const found = await acme.post('/v1/search', { query: 'How do I rinse a halyard?' })
    expect(found.body.results[0]).toMatchObject({
      documentId: HALYARD.id,
      title: 'Halyards',
      metadata: HALYARD.metadata,
    })
    expect(found.body.results[0].scores.words).toBeGreaterThan(0)
    expect(found.body.results[0].scores.vector).toBeGreaterThan(0)
    expect(HALYARD.text).toContain(found.body.results[0].text.split('\n').at(-1))
  })

  test('sent again unchanged does nothing; changed, its new version replaces the old one whole', async () => {
    const again = await acme.post('/v1/documents', HALYARD)
    const changed = await acme.post('/v1/documents', {
      ...HALYARD,
      text: 'Halyards were replaced by winches.',
    })
    const document = await eventually(async () => {
      const { body } = await acme.get(`/v1/documents/${HALYARD.id}`)
      return body.version === 2 && body.status === 'indexed' ? body : undefined
    })
    const found = await acme.post('/v1/search', { query: 'rinse with fresh water after every passage' })

    expect([again.status, again.body.version]).toEqual([202, 1])
    expect(changed.body.version).toBe(2)
    expect(document.chunks).toBe(1)
    expect(JSON.stringify(found.body.results)).not.toContain('Rinse')
  })

  test.each([
    [
      'text/html',
      '<html><head><title>Cleats</title><script>alert(1)</script></head><body><h1>Cleats</h1><p>A horn cleat holds a line.</p></body></html>',
      'html',
      'A horn cleat holds a line.',
    ],
    [
      'text/markdown',
      '# Shackles\n\nA snap shackle opens under load.',
      'markdown',
      'A snap shackle opens under load.',
    ],
    [
      'text/plain; charset=utf-8',
      'Fenders keep the hull off the quay.',
      'text',
      'Fenders keep the hull off the quay.',
    ],
    ['text/csv; charset=windows-1252', 'tool,use\nmarlinspike,\xe9pissure', 'csv', 'use: épissure'],
  ])('comes as a raw file: %s', async (type, content, format, said) => {
    const id = `raw-${format}`
    const response = await bulkhead.fetch(`/v1/documents?id=${id}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${localKey('acme')}`, 'content-type': type },
      body: Buffer.from(content, 'latin1'),
    })

    expect(response.status).toBe(202)
    expect(await settled(acme, id)).toMatchObject({ format, status: 'indexed', chunks: 1 })
    const { body } = await acme.post('/v1/search', { query: said, topK: 10 })
    const found = body.results.find(({ documentId }: { documentId: string }) => documentId === id)
    expect(found.text).toContain(said)
    expect(found.scores.words).toBeGreaterThan(0)
    expect(found.text).not.toContain('alert(1)')
  })

  test.each([
    ['{"text":"a","metadata":{"__proto__":"x"}}', '(body)', /__proto__/],
    ['{"text":"a","metadata":{"a":"\\ud800"}}', 'metadata.a', /well-formed/],
    [`{"text":"a","metadata":{"a":"${'x'.repeat(513)}"}}`, 'metadata.a', /512/],
    ['{"text":"a","metadata":{"a":1e999}}', 'metadata.a', /finite/],
    ['{"text":"a","title":"\\u0000 "}', 'title', /visible/],
    ['{"text":"\\u200b"}', 'text', /visible/],
  ])('is refused with the field at fault: %.50s', async (json, path, reason) => {
    const refused = await acme.post('/v1/documents', json)

    expect(problemsOfError(refused, 400, 'invalid_request')).toEqual([])
    expect(refused.body.error.details).toEqual([{ path, message: expect.stringMatching(reason) }])
  })

  test('keeps names of every kind, and a filter by a name that no schema sees is refused', async () => {
    const metadata = { constructor: 'shipyard', toString: 1, 'a.b-c_d': true }
    const client = new Client(bulkhead.fetch, STARK.full)
    await client.post('/v1/documents', { id: 'named', text: 'The gunwale tops the hull.', metadata })
    expect((await settled(client, 'named')).metadata).toEqual(metadata)

    const found = await client.post('/v1/search', { query: 'gunwale', filter: { constructor: 'shipyard' } })
    const unfiltered = await client.post('/v1/search', '{"query":"gunwale","filter":{"__proto__":"x"}}')

    expect(found.body.results).toHaveLength(1)
    expect(problemsOfError(unfiltered, 400, 'invalid_request')).toEqual([])
  })

  test('is gone everywhere once deleted, and deleting it again is 404', async () => {
    await acme.post('/v1/documents', { id: 'short-lived', text: 'The binnacle houses the compass.' })
    await settled(acme, 'short-lived')

    expect((await acme.delete('/v1/documents/short-lived')).status).toBe(204)

    const found = await acme.post('/v1/search', { query: 'binnacle compass' })
    expect(JSON.stringify(found.body.results)).not.toContain('binnacle')
    expect(problemsOfError(await acme.get('/v1/documents/short-lived'), 404, 'not_found')).toEqual([])
    expect(problemsOfError(await acme.delete('/v1/documents/short-lived'), 404, 'not_found')).toEqual([])
  })

  test('appears in the list, page by page', async () => {
    for (let i = 0; i < 5; i++)
      await globex.post('/v1/documents', { id: `page-${i}`, text: `Paper number ${i}.` })
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`
      const { body } = await globex.get(`/v1/documents?limit=2${query}`)
      ids.push(...body.data.map((document: { id: string }) => document.id))
      cursor = body.nextCursor
    }

    expect(ids.toSorted()).toEqual(['page-0', 'page-1', 'page-2', 'page-3', 'page-4'])
  })
})

describe('filters', () => {
  test('keep to the documents whose metadata match', async () => {
    const client = new Client(bulkhead.fetch, STARK.full)
    for (const [id, metadata] of Object.entries({
      old: { year: 1990, kind: 'a' },
      new: { year: 2020, kind: 'b' },
    })) {
      await client.post('/v1/documents', { id, text: 'The sextant measures angles.', metadata })
      await settled(client, id)
    }
    const idsFor = async (filter: unknown) => {
      const { body } = await client.post('/v1/search', { query: 'sextant angles', filter })
      return body.results.map((result: { documentId: string }) => result.documentId).toSorted()
    }

    expect(await idsFor({ kind: 'a' })).toEqual(['old'])
    expect(await idsFor({ kind: { in: ['a', 'b'] } })).toEqual(['new', 'old'])
    expect(await idsFor({ year: { gte: 2000, lt: 2021 } })).toEqual(['new'])
    expect(await idsFor({ kind: 'c' })).toEqual([])
  })
})

describe('between tenants', () => {
  const SECRET = 'The vault code of Acme is kept under the third plank.'

  test('nothing is found, and a foreign document reads like one that does not exist', async () => {
    await acme.post('/v1/documents', { id: 'vault', text: SECRET })
    await settled(acme, 'vault')
    const strip = ({
      status,
      text,
      body,
    }: {
      status: number
      text: string
      body: { error: { requestId: string; traceId: string } }
    }) => `${status} ${text.replaceAll(body.error.requestId, '').replaceAll(body.error.traceId, '')}`

    const found = await globex.post('/v1/search', { query: SECRET })
    const answer = await globex.post('/v1/answers', { question: 'Where is the vault code of Acme kept?' })

    expect(JSON.stringify(found.body)).not.toContain('plank')
    expect(JSON.stringify(answer.body)).not.toContain('plank')
    expect(strip(await globex.get('/v1/documents/vault'))).toBe(
      strip(await globex.get('/v1/documents/no-such')),
    )
    expect(strip(await globex.delete('/v1/documents/vault'))).toBe(
      strip(await globex.delete('/v1/documents/no-such')),
    )
    expect((await acme.get('/v1/documents/vault')).status).toBe(200)
  })

  test('the same id is two documents', async () => {
    await globex.post('/v1/documents', { id: 'vault', text: 'Globex keeps nothing in its vault.' })
    await settled(globex, 'vault')
    await globex.delete('/v1/documents/vault')

    expect((await acme.get('/v1/documents/vault')).body.status).toBe('indexed')
  })
})

describe('when a part is away', () => {
  test('without vectors, search goes by words and says so; documents stay searchable until vectors are back', async () => {
    await bulkhead.setFault({ target: 'vectorize', mode: 'error' })
    await acme.post('/v1/documents', { id: 'capstan', text: 'A capstan hauls the anchor chain.' })
    await settled(acme, 'capstan', 'searchable')
    const degraded = await acme.post('/v1/search', { query: 'capstan' })

    expect(degraded.body.results[0].documentId).toBe('capstan')
    expect(degraded.body.warnings.map((warning: { code: string }) => warning.code)).toContain(
      'retrieval_degraded',
    )

    await bulkhead.clearFaults()
    await settled(acme, 'capstan')
  })

  test('words that match nothing come back empty with a warning', async () => {
    const { status, body } = await acme.post('/v1/search', { query: 'zyzzyva', mode: 'words' })

    expect([status, body.results]).toEqual([200, []])
    expect(body.warnings[0].code).toBe('no_matching_documents')
  })
})

test('erasing a tenant empties it, says how much, and can be repeated', async () => {
  const admin = new Client(bulkhead.fetch, ADMIN_TOKEN)
  await globex.post('/v1/documents', { id: 'to-erase', text: 'The astrolabe is older than the sextant.' })
  await settled(globex, 'to-erase')
  const { id: session } = (await globex.post('/v1/sessions', {})).body
  const said = await globex.post(`/v1/sessions/${session}/messages`, { content: 'Hello' })
  expect(said.status).toBe(200)
  const documents = (await globex.get('/v1/documents?limit=100')).body.data.length
  const kept = await acme.post('/v1/sessions', {})

  const first = await admin.delete('/admin/v1/tenants/globex/data')
  const second = await admin.delete('/admin/v1/tenants/globex/data')

  expect(first.status).toBe(200)
  expect(first.body).toMatchObject({ documents, sessions: 1 })
  expect(second.body).toMatchObject({ documents: 0, sessions: 0 })
  expect((await globex.get('/v1/documents')).body.data).toEqual([])
  expect((await globex.get('/v1/sessions')).body.data).toEqual([])
  for (const path of [`/v1/sessions/${session}`, `/v1/sessions/${session}/messages`])
    expect(problemsOfError(await globex.get(path), 404, 'not_found')).toEqual([])
  expect((await globex.post('/v1/search', { query: 'astrolabe' })).body.results).toEqual([])
  expect((await acme.get('/v1/documents')).body.data.length).toBeGreaterThan(0)
  expect((await acme.get(`/v1/sessions/${kept.body.id}`)).status).toBe(200)
})
