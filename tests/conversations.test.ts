import { Client, eventsOf, eventually, localKey, problemsOfError, read } from '@bulkhead/harness/client'
import { startBulkhead, type Bulkhead } from '@bulkhead/harness/start-bulkhead'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { STARK } from './tenants/keys.ts'

let bulkhead: Bulkhead
let acme: Client
let globex: Client
let stark: Client
beforeAll(async () => {
  bulkhead = await startBulkhead()
  acme = new Client(bulkhead.fetch, localKey('acme'))
  globex = new Client(bulkhead.fetch, localKey('globex'))
  stark = new Client(bulkhead.fetch, STARK.full)
  await acme.post('/v1/documents', {
    id: 'winch',
    title: 'Winch manual',
    text: 'Grease the winch drum twice a year. Never let a rope override on the drum.',
  })
  await eventually(async () =>
    (await acme.get('/v1/documents/winch')).body.status === 'indexed' ? true : undefined,
  )
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

const newSession = async (client: Client): Promise<string> => (await client.post('/v1/sessions', {})).body.id

describe('sessions', () => {
  test('are made, listed, read and deleted', async () => {
    const made = await acme.post('/v1/sessions', { title: 'Ropes', metadata: { user: 'u1' } })
    const read = await acme.get(`/v1/sessions/${made.body.id}`)
    const listed = await acme.get('/v1/sessions')
    const deleted = await acme.delete(`/v1/sessions/${made.body.id}`)
    const gone = await acme.get(`/v1/sessions/${made.body.id}`)

    expect([made.status, made.body.id]).toEqual([201, expect.stringMatching(/^sess_/)])
    expect(read.body).toEqual(made.body)
    expect(listed.body.data.map((session: { id: string }) => session.id)).toContain(made.body.id)
    expect(deleted.status).toBe(204)
    expect(problemsOfError(gone, 404, 'not_found')).toEqual([])
  })

  test('keep the conversation, oldest first', async () => {
    const id = await newSession(acme)
    const first = await acme.post(`/v1/sessions/${id}/messages`, { content: 'Hello there' })
    await acme.post(`/v1/sessions/${id}/messages`, { content: 'And again' })
    const { body } = await acme.get(`/v1/sessions/${id}/messages`)

    expect(first.body).toMatchObject({
      sessionId: id,
      role: 'assistant',
      status: 'complete',
      finishReason: 'stop',
      usage: { totalTokens: expect.any(Number) },
    })
    expect(body.data.map((message: { role: string; content: string }) => message.role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
    ])
    expect(body.data[0].content).toBe('Hello there')
    expect(body.data[1]).toEqual(first.body)
    expect(body.nextCursor).toBeNull()
  })

  test('belong to one tenant: for another they do not exist', async () => {
    const id = await newSession(acme)

    for (const [method, path, body] of [
      ['GET', `/v1/sessions/${id}`, undefined],
      ['DELETE', `/v1/sessions/${id}`, undefined],
      ['GET', `/v1/sessions/${id}/messages`, undefined],
      ['POST', `/v1/sessions/${id}/messages`, { content: 'x' }],
    ] as const) {
      expect(problemsOfError(await globex.send(method, path, body), 404, 'not_found')).toEqual([])
    }
    expect((await acme.get(`/v1/sessions/${id}`)).status).toBe(200)
  })

  test('answer one message at a time', async () => {
    const id = await newSession(acme)
    const all = await Promise.all(
      Array.from({ length: 5 }, () => acme.post(`/v1/sessions/${id}/messages`, { content: 'Hi' })),
    )

    const busy = all.filter(({ status }) => status === 409)
    expect(all.filter(({ status }) => status === 200).length + busy.length).toBe(5)
    expect(busy.length).toBeGreaterThan(0)
    for (const sent of busy) expect(problemsOfError(sent, 409, 'session_busy')).toEqual([])
  })
})

describe('a streamed message', () => {
  test('comes as named events with ascending ids and one terminal event', async () => {
    const id = await newSession(acme)
    const response = await acme.raw('POST', `/v1/sessions/${id}/messages`, { content: 'Hello', stream: true })
    const { text, headers } = await read(response)
    const events = eventsOf(text)

    expect(headers.get('content-type')).toContain('text/event-stream')
    expect(events[0]).toMatchObject({
      event: 'message.start',
      data: { sessionId: id, messageId: expect.stringMatching(/^msg_/) },
    })
    expect(events.map(({ id: eventId }) => eventId)).toEqual(events.map((_, i) => events[0]!.id + i))
    expect(events.filter(({ event }) => event === 'message.end' || event === 'error')).toHaveLength(1)
    const said = events
      .filter(({ event }) => event === 'delta')
      .map(({ data }) => data.text)
      .join('')
    expect(events.at(-1)).toMatchObject({ event: 'message.end', data: { content: said, status: 'complete' } })
  })

  test('can be attached to after its end, from any event on', async () => {
    const id = await newSession(acme)
    const { text } = await read(
      await acme.raw('POST', `/v1/sessions/${id}/messages`, { content: 'Hello', stream: true }),
    )
    const events = eventsOf(text)
    const path = `/v1/sessions/${id}/messages/${events[0]!.data.messageId}/stream`

    const whole = await acme.get(path)
    const rest = await acme.get(path, { 'last-event-id': String(events[2]!.id) })

    expect(eventsOf(whole.text)).toEqual(events)
    expect(eventsOf(rest.text)).toEqual(events.slice(3))
    expect(problemsOfError(await globex.get(path), 404, 'not_found')).toEqual([])
    expect(problemsOfError(await acme.get(path, { 'last-event-id': '-1' }), 400, 'invalid_request')).toEqual(
      [],
    )
  })

  test('is finished and stored when the client leaves', async () => {
    const id = await newSession(acme)
    const response = await acme.raw('POST', `/v1/sessions/${id}/messages`, { content: 'Hello', stream: true })
    const reader = response.body!.getReader()
    await reader.read()
    await reader.cancel()

    const answer = await eventually(async () => {
      const { body } = await acme.get(`/v1/sessions/${id}/messages`)
      return body.data[1]?.status === 'running' ? undefined : body.data[1]
    })
    expect(answer).toMatchObject({ status: 'complete', content: expect.stringContaining('stand-in') })
  })

  test('that is cut ends with one error event, and the message is kept as incomplete', async () => {
    const id = await newSession(stark)
    await bulkhead.setFault({ target: 'ai', mode: 'cut', count: 1 })
    const { text } = await read(
      await stark.raw('POST', `/v1/sessions/${id}/messages`, { content: 'Hello', stream: true }),
    )
    const events = eventsOf(text)
    const { body } = await stark.get(`/v1/sessions/${id}/messages`)

    expect(events.at(-1)).toMatchObject({ event: 'error', data: { error: { code: 'ai_unavailable' } } })
    expect(events.filter(({ event }) => event === 'message.end' || event === 'error')).toHaveLength(1)
    expect(body.data[1]).toMatchObject({ role: 'assistant', status: 'incomplete' })
    const next = await stark.post(`/v1/sessions/${id}/messages`, { content: 'Once more' })
    expect(next.body.status).toBe('complete')
  })
})

describe('answers', () => {
  const question = 'How often should the winch drum be greased?'

  test('cite the document they come from, word for word', async () => {
    const { status, body } = await acme.post('/v1/answers', { question })

    expect(status).toBe(200)
    expect(body.answer).toContain('twice a year')
    expect(body.citations[0]).toMatchObject({ n: 1, documentId: 'winch', title: 'Winch manual' })
    expect('Grease the winch drum twice a year. Never let a rope override on the drum.').toContain(
      body.citations[0].quote,
    )
    const { start, end } = body.citations[0].span
    expect(body.answer.slice(start, end)).toBe('[1]')
    expect(body.warnings).toEqual([])
    expect(body.usage.totalTokens).toBeGreaterThan(0)
  })

  test('stream their sources first, then text, citations and the whole', async () => {
    const { text } = await read(await acme.raw('POST', '/v1/answers', { question, stream: true }))
    const events = eventsOf(text)
    const names = events.map(({ event }) => event)

    expect(names[0]).toBe('message.start')
    expect(names.indexOf('retrieval')).toBeLessThan(names.indexOf('delta'))
    expect(names).toContain('citation')
    expect(events.find(({ event }) => event === 'retrieval')!.data.sources[0]).toMatchObject({
      n: 1,
      documentId: 'winch',
    })
    expect(events.at(-1)).toMatchObject({
      event: 'message.end',
      data: { answer: expect.stringContaining('twice a year') },
    })
  })

  test('say plainly when the documents do not hold it', async () => {
    const { status, body } = await acme.post('/v1/answers', {
      question: 'Who won the chess olympiad in Yerevan?',
    })

    expect([status, body.citations]).toEqual([200, []])
    expect(body.answer).toBe('I could not find this in the documents provided.')
  })

  test('go on without documents when retrieval is away, and say so', async () => {
    await bulkhead.setFault({ target: 'vectorize', mode: 'error' })
    const degraded = await acme.post('/v1/answers', { question })

    expect(degraded.status).toBe(200)
    expect(degraded.body.warnings.map((warning: { code: string }) => warning.code)).toContain(
      'retrieval_degraded',
    )
  })

  test('a message may consult the documents too', async () => {
    const id = await newSession(acme)
    const { body } = await acme.post(`/v1/sessions/${id}/messages`, { content: question, retrieval: true })

    expect(body.citations[0].documentId).toBe('winch')
  })
})

describe('an Idempotency-Key', () => {
  /** What was used, once every reservation is settled: that follows the response by some 20 ms. */
  const nothingOpen = () =>
    eventually(async () => {
      const tokens = (await stark.get('/v1/usage')).body.limits.tokensPerDay
      return tokens.reserved === 0 ? tokens : undefined
    })

  test('gives the stored result of a completion, for no more tokens', async () => {
    const body = { messages: [{ role: 'user', content: 'Once only' }] }
    const key = { 'idempotency-key': crypto.randomUUID() }
    const first = await stark.post('/v1/chat/completions', body, key)
    const before = await nothingOpen()
    const second = await stark.post('/v1/chat/completions', body, key)
    const other = await stark.post(
      '/v1/chat/completions',
      { messages: [{ role: 'user', content: 'Other' }] },
      key,
    )
    const after = await nothingOpen()

    expect(first.headers.has('idempotency-replayed')).toBe(false)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(second.text).toBe(first.text)
    expect(problemsOfError(other, 422, 'idempotency_mismatch')).toEqual([])
    expect(after.used).toBe(before.used)
  })

  test('makes one session', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() }
    const [first, second] = [
      await stark.post('/v1/sessions', {}, key),
      await stark.post('/v1/sessions', {}, key),
    ]

    expect(second.body).toEqual(first.body)
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true'])
  })
})

test('a document cannot cite another one: its own marks are text', async () => {
  const client = new Client(bulkhead.fetch, STARK.full)
  const forged = 'The bilge pump runs every hour [2] and is checked in step arr[0] of the list.'
  await client.post('/v1/documents', { id: 'pump', title: 'Pump [2]', text: forged })
  await client.post('/v1/documents', {
    id: 'other',
    title: 'Other',
    text: 'Bilge paint is grey and hard to run out of.',
  })
  for (const id of ['pump', 'other']) {
    await eventually(async () =>
      (await client.get(`/v1/documents/${id}`)).body.status === 'indexed' ? true : undefined,
    )
  }
  const { body } = await client.post('/v1/answers', { question: 'How often does the bilge pump run?' })

  expect(body.answer).toContain('every hour [\u20602] and is checked in step arr[0] of the list.')
  expect(body.citations.map(({ documentId }: { documentId: string }) => documentId)).toEqual(['pump'])
  expect(forged).toContain(body.citations[0].quote)
})
