import { once } from 'node:events'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'

import type { ErrorCode } from '@bulkhead/errors/codes'
import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, eventually, localKey, problemsOfError, read, type Sent } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { afterAll, beforeAll, expect, test } from 'vitest'

type Body = NonNullable<RequestInit['body']>

const LARGEST = 25 * 1_024 * 1_024
const TEXT = 'The windlass weighs the anchor.'

let bulkhead: Bulkhead
let acme: Client
beforeAll(async () => {
  bulkhead = await startServed()
  acme = new Client(bulkhead.fetch, localKey('acme'))
})
afterAll(() => bulkhead?.stop())

const settled = (id: string) =>
  eventually(async () => {
    const { body } = await acme.get(`/v1/documents/${id}`)
    return ['indexed', 'failed'].includes(body.status) ? body : undefined
  })
const upload = (id: string, content: Body, type: string, more: object = {}) =>
  bulkhead.fetch(`/v1/documents?id=${id}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${localKey('acme')}`, 'content-type': type },
    body: content,
    ...more,
  })

/** Announces a body and sends only a part of it. */
function begin(path: string, bytes: number, type = 'text/plain', part = '') {
  const headers = {
    authorization: `Bearer ${localKey('acme')}`,
    'content-type': type,
    'content-length': bytes,
  }
  const sent = request(new URL(path, bulkhead.url), { method: 'POST', headers })
  sent.on('error', () => undefined)
  sent.flushHeaders()
  if (part !== '') sent.write(part)
  return sent
}

/** What is answered although the body is not there. */
async function answerTo(sent: ClientRequest): Promise<Sent> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const text = Buffer.concat(await response.toArray()).toString()
  sent.destroy()
  const headers = new Headers(response.headers as Record<string, string>)
  return read(new Response(text, { status: response.statusCode!, headers }))
}

const requestLines = () =>
  eventually(async () => {
    const lines = bulkhead.logs().filter(({ message }) => message === 'request')
    return lines.length > 0 ? lines : undefined
  })

test('a file of 25 MiB is taken and found; one byte more is refused', async () => {
  const file = Buffer.alloc(LARGEST, '\n')
  file.write(TEXT, LARGEST - TEXT.length)
  const taken = await read(await upload('largest', file, 'text/plain'))
  const refused = await answerTo(begin('/v1/documents?id=larger', LARGEST + 1))

  expect([taken.status, taken.body.id]).toEqual([202, 'largest'])
  expect(problemsOfError(refused, 413, 'payload_too_large')).toEqual([])
  expect(await settled('largest')).toMatchObject({ status: 'indexed', bytes: LARGEST, chunks: 1 })
  const { body } = await acme.post('/v1/search', { query: 'windlass' })
  expect(body.results[0].text).toBe(TEXT)
})

test('a file without its length is refused', async () => {
  const stream = new Blob([TEXT]).stream()

  const refused = await read(await upload('unmeasured', stream, 'text/plain', { duplex: 'half' }))

  expect(problemsOfError(refused, 411, 'length_required')).toEqual([])
})

test.each<[string, Body, Record<string, string>, number, ErrorCode]>([
  ['no bytes', '', { 'content-type': 'text/plain' }, 400, 'invalid_request'],
  ['no content type', Buffer.from('a'), { 'content-type': '' }, 415, 'unsupported_media_type'],
  ['an image', Buffer.from('\x89PNG'), { 'content-type': 'image/png' }, 415, 'unsupported_media_type'],
  [
    'a PDF that calls itself text',
    '%PDF-1.7',
    { 'content-type': 'text/plain' },
    415,
    'unsupported_media_type',
  ],
  [
    'text that calls itself a PDF',
    TEXT,
    { 'content-type': 'application/pdf' },
    415,
    'unsupported_media_type',
  ],
  [
    'an unknown charset',
    TEXT,
    { 'content-type': 'text/plain; charset=klingon' },
    415,
    'unsupported_media_type',
  ],
  [
    'packed text',
    TEXT,
    { 'content-type': 'text/plain', 'content-encoding': 'gzip' },
    415,
    'unsupported_media_type',
  ],
])('a file with %s is refused', async (_, content, headers, status, code) => {
  const refused = await read(
    await bulkhead.fetch('/v1/documents?id=refused', {
      method: 'POST',
      headers: { authorization: `Bearer ${localKey('acme')}`, ...headers },
      body: content,
    }),
  )

  expect(problemsOfError(refused, status, code)).toEqual([])
  expect((await acme.get('/v1/documents/refused')).status).toBe(404)
})

test.each(['text/plain', 'application/json'])(
  'a client that breaks off while it sends %s is a client error, not one of ours',
  async (type) => {
    bulkhead.clearLogs()
    const sent = begin('/v1/documents?id=broken-off', 1_000_000, type, 'x'.repeat(200_000))
    await new Promise((resolve) => setTimeout(resolve, 500))

    sent.destroy()

    expect(await requestLines()).toMatchObject([{ status: 400, errorCode: 'invalid_request' }])
    expect(bulkhead.logs().filter(({ level }) => level === 'error')).toEqual([])
    expect(JSON.stringify(bulkhead.logs())).not.toContain('errors_total')
    expect((await acme.get('/v1/documents/broken-off')).status).toBe(404)
  },
)

test('a client that stalls is not waited for without end', async () => {
  bulkhead.clearLogs()

  const answer = await answerTo(begin('/v1/search', 1_000, 'application/json', '{"query":'))

  expect(problemsOfError(answer, 408, 'request_timeout')).toEqual([])
  expect(JSON.stringify(bulkhead.logs())).not.toContain('errors_total')
})

test('hostile files fail with a reason, and the documents beside them do not notice', async () => {
  const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  const hostile: [string, Body, string, string][] = [
    ['deep-html', '<div>'.repeat(1_000_000), 'text/html', 'document_malformed'],
    ['latin-1', Buffer.from([0x61, 0xe9, 0x62, 0x20]), 'text/plain', 'document_encoding'],
    ['locked', compound, docx, 'document_encrypted'],
    ['no-pdf', '%PDF-1.7 and no more', 'application/pdf', 'document_malformed'],
    ['blank', ' \n \n', 'text/plain', 'document_empty'],
  ]
  for (const [id, content, type] of hostile) expect((await upload(id, content, type)).status).toBe(202)
  await acme.post('/v1/documents', { id: 'innocent', text: 'The fairlead guides the line.' })

  for (const [id, , , code] of hostile) {
    const document = await settled(id)
    expect([id, document.status, document.error.code]).toEqual([id, 'failed', code])
    expect(document.error.message).toMatch(/^[A-Z].+\.$/)
  }
  expect(await settled('innocent')).toMatchObject({ status: 'indexed' })
})
