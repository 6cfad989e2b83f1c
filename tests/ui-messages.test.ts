import type { Bulkhead } from '@bulkhead/harness/bulkhead'
import { Client, eventually, localKey } from '@bulkhead/harness/client'
import { startServed } from '@bulkhead/harness/start-served'
import { DefaultChatTransport, readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

let bulkhead: Bulkhead
const acme = () => new Client(bulkhead.fetch, localKey('acme'))
beforeAll(async () => {
  bulkhead = await startServed()
  const document = {
    id: 'ballast',
    title: 'Ballast',
    text: 'The ballast of the ship is forty tons of granite.',
  }
  await acme().post('/v1/documents', document)
  await eventually(async () =>
    (await acme().get('/v1/documents/ballast')).body.status === 'indexed' ? true : undefined,
  )
})
afterEach(() => bulkhead.clearFaults())
afterAll(() => bulkhead?.stop())

/** As an application gives it to `useChat`. */
function transport(sessionId: string): DefaultChatTransport<UIMessage> {
  const path = `/v1/sessions/${sessionId}/messages`
  return new DefaultChatTransport({
    api: new URL(`${path}?protocol=ui-message-stream`, bulkhead.url).href,
    headers: { authorization: `Bearer ${localKey('acme')}` },
    prepareSendMessagesRequest: ({ messages }) => {
      const text = messages
        .at(-1)!
        .parts.map((part) => (part.type === 'text' ? part.text : ''))
        .join('')
      return { body: { content: text, retrieval: true } }
    },
    prepareReconnectToStreamRequest: ({ id }) => ({
      api: new URL(`${path}/${id}/stream?protocol=ui-message-stream`, bulkhead.url).href,
    }),
  })
}

const question: UIMessage = {
  id: 'q',
  role: 'user',
  parts: [{ type: 'text', text: 'What is the ballast of the ship?' }],
}

async function lastOf(stream: ReadableStream<UIMessageChunk>): Promise<UIMessage> {
  let last: UIMessage | undefined
  for await (const message of readUIMessageStream({ stream, terminateOnError: true })) last = message
  return last!
}

async function send(sessionId: string): Promise<UIMessage> {
  const stream = await transport(sessionId).sendMessages({
    trigger: 'submit-message',
    chatId: sessionId,
    messageId: undefined,
    messages: [question],
    abortSignal: undefined,
  })
  return await lastOf(stream)
}

test('the transport of useChat reads the answer, its sources and its citations, and reads it again', async () => {
  const { id: sessionId } = (await acme().post('/v1/sessions', {})).body

  const message = await send(sessionId)
  const again = await transport(sessionId).reconnectToStream({ chatId: message.id })

  expect(message.id).toMatch(/^msg_/)
  expect(message.parts).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ type: 'source-document', filename: 'ballast' }),
      expect.objectContaining({ type: 'text', text: expect.stringContaining('forty tons') }),
      expect.objectContaining({ type: 'data-citation' }),
    ]),
  )
  expect(await lastOf(again!)).toEqual(message)
})

test('an answer that breaks is an error of the stream', async () => {
  const { id: sessionId } = (await acme().post('/v1/sessions', {})).body
  await bulkhead.setFault({ target: 'ai', mode: 'cut' })

  await expect(send(sessionId)).rejects.toThrow('currently unavailable')
})

test('another protocol is refused by its name', async () => {
  const { id } = (await acme().post('/v1/sessions', {})).body

  expect(await acme().post(`/v1/sessions/${id}/messages?protocol=smoke`, { content: 'Hi' })).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request', param: 'protocol' } },
  })
})
