import { expect, test } from 'vitest'

import { asCurl } from './as-curl.ts'
import { NOTHING } from './outcome.ts'
import { outcomeOf, withEvent } from './read-outcome.ts'
import { serverEvents } from './server-events.ts'

const read = async (text: string, at: number) => {
  const pieces = [text.slice(0, at), text.slice(at)]
  let outcome = NOTHING
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      controller.close()
    },
  })
  for await (const event of serverEvents(body)) outcome = withEvent(outcome, event)
  return outcome
}
const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`

test.each([10, 33, 70])('a streamed completion cut at byte %i is the same text and usage', async (at) => {
  const stream =
    data({ model: 'm', choices: [{ delta: { content: 'Fair ' } }] }) +
    data({ choices: [{ delta: { content: 'winds' } }] }) +
    data({
      choices: [],
      usage: { prompt_tokens: 3, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 1 } },
    }) +
    'data: [DONE]\n\n'

  expect(await read(stream, at)).toMatchObject({
    text: 'Fair winds',
    model: 'm',
    tokens: { prompt: 3, completion: 2, cached: 1 },
  })
})

test('an answer of MCP that comes as a stream is read as a whole', async () => {
  const answer = { jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'search', description: 'Finds.' }] } }

  expect(await read(`event: message\n${data(answer)}`, 9)).toMatchObject({ passages: [{ title: 'search' }] })
})

test('a streamed answer brings its citations, and an error in its middle is said', async () => {
  const citation = { n: 1, documentId: 'd', title: 'Ropes', chunkId: 'd:1', quote: 'Rinse it.', page: 4 }
  const begun = `event: delta\n${data({ text: 'Rinse [1]' })}: keep-alive\n\nevent: citation\n${data(citation)}`
  const failed = `${begun}event: error\n${data({ error: { code: 'ai_unavailable', message: 'No model.' } })}`

  expect(await read(begun, 5)).toMatchObject({ text: 'Rinse [1]', citations: [{ title: 'Ropes', page: 4 }] })
  expect(await read(failed, 5)).toMatchObject({ text: 'Rinse [1]', failure: 'ai_unavailable: No model.' })
})

test.each([
  [
    'a completion',
    { choices: [{ message: { content: 'Aye' } }], usage: { prompt_tokens: 1 } },
    { text: 'Aye' },
  ],
  ['a response', { output: [{ content: [{ type: 'output_text', text: 'Aye' }] }] }, { text: 'Aye' }],
  [
    'an answer',
    { answer: 'Aye', usage: { promptTokens: 4, completionTokens: 1 } },
    { text: 'Aye', tokens: { prompt: 4, completion: 1, cached: 0 } },
  ],
  [
    'a search',
    { results: [{ title: 'T', text: 'P', score: 0.5 }] },
    { passages: [{ title: 'T', text: 'P', score: 0.5 }] },
  ],
  [
    'a ranking',
    { results: [{ index: 2, relevance_score: 0.9, document: { text: 'P' } }] },
    { passages: [{ title: 'Document 3', text: 'P', score: 0.9 }] },
  ],
  [
    'tools of MCP',
    { result: { tools: [{ name: 'search', description: 'Finds.' }] } },
    { passages: [{ title: 'search', text: 'Finds.' }] },
  ],
  [
    'a tool that fails',
    { result: { isError: true, content: [{ text: 'not_found: no such document' }] } },
    { failure: 'not_found: no such document' },
  ],
])('%s is read by what is in it', (_, body, expected) => {
  expect(outcomeOf(JSON.stringify(body))).toMatchObject(expected)
})

test('a command to paste survives quotes and holds no key', () => {
  const curl = asCurl('http://localhost:8787', '/v1/search', { query: "the ship's log" })

  expect(curl).toContain(String.raw`the ship'\''s log`)
  expect(curl).toContain('Bearer $KEY')
})
