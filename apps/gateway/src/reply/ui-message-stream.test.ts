import { formatEvent, type StreamEventName, type StreamEvents } from '@bulkhead/contracts/http/stream-events'
import { expect, test } from 'vitest'

import { asUiMessages } from './ui-message-stream.ts'

const event = <N extends StreamEventName>(id: number, name: N, data: StreamEvents[N]) =>
  formatEvent(id, name, data)
const SOURCE = { n: 1, documentId: 'ballast', title: 'Ballast', chunkId: 'ballast:1:0', score: 0.9 }
const CITATION = { ...SOURCE, quote: 'Forty tons.', span: { start: 10, end: 13 } }
const ERROR = { code: 'ai_unavailable', message: 'Down.' } as StreamEvents['error']['error']

async function partsOf(chunks: readonly string[]): Promise<unknown[]> {
  const text = await new Response(new Blob([chunks.join('')]).stream().pipeThrough(asUiMessages())).text()
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((line) => line.slice('data: '.length))
    .map((data) => (data === '[DONE]' ? data : JSON.parse(data)))
}

test('named events become parts, in their order', async () => {
  const parts = await partsOf([
    event(1, 'message.start', { messageId: 'msg_1', model: 'm' }),
    event(2, 'retrieval', { sources: [SOURCE], warnings: [] }),
    event(3, 'delta', { text: 'Forty\n\ntons' }),
    event(4, 'delta', { text: ' [1]' }),
    event(5, 'citation', CITATION),
    event(6, 'message.end', {} as StreamEvents['message.end']),
  ])

  expect(parts).toMatchObject([
    { type: 'start', messageId: 'msg_1' },
    { type: 'start-step' },
    { type: 'source-document', sourceId: '1', title: 'Ballast', filename: 'ballast' },
    { type: 'text-start', id: 'text' },
    { type: 'text-delta', id: 'text', delta: 'Forty\n\ntons' },
    { type: 'text-delta', delta: ' [1]' },
    { type: 'data-citation', data: { n: 1, quote: 'Forty tons.' } },
    { type: 'text-end', id: 'text' },
    { type: 'finish-step' },
    { type: 'finish' },
    '[DONE]',
  ])
})

test('a failure is an error of the stream, and an event of a later version is skipped', async () => {
  const parts = await partsOf(['id: 1\nevent: novelty\ndata: {}\n\n', event(2, 'error', { error: ERROR })])

  expect(parts).toEqual([{ type: 'error', errorText: 'Down.' }, '[DONE]'])
})
