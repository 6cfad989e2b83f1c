import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { Client, eventually, localKey, problemsOfError, read } from './client.ts'
import type { Bulkhead } from './harness/bulkhead.ts'
import { startServed } from './harness/start-served.ts'

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

/** Sends the head of an upload alone: a refusal does not wait for the bytes, and a client still sending them may miss it. */
async function announce(id: string, bytes: number): Promise<Response> {
  const headers = {
    authorization: `Bearer ${localKey('acme')}`,
    'content-type': 'text/plain',
    'content-length': bytes,
  }
  const sent = request(new URL(`/v1/documents?id=${id}`, bulkhead.url), { method: 'POST', headers })
  sent.flushHeaders()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const text = Buffer.concat(await response.toArray()).toString()
  sent.destroy()
  return new Response(text, {
    status: response.statusCode!,
    headers: response.headers as Record<string, string>,
  })
}

test('a file of 25 MiB is taken and found; one byte more is refused', async () => {
  const file = Buffer.alloc(LARGEST, '\n')
  file.write(TEXT, LARGEST - TEXT.length)
  const taken = await read(await upload('largest', file, 'text/plain'))
  const refused = await read(await announce('larger', LARGEST + 1))

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
