import type { Answer, AiReply } from '@bulkhead/contracts/chat'
import type { Message } from '@bulkhead/contracts/http/sessions'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { beforeEach, expect, test } from 'vitest'

import {
  ai,
  chat,
  contextFor,
  eventsOf,
  rag,
  rateLimit,
  settledFor,
  tenantWith,
  textOf,
} from '../testing/bindings.ts'

const RICE = 'Rice is grown in paddies. It needs much water & care. Harvest is in <autumn>.'
const TEA = 'Tea grows on hills. Leaves are picked by hand.'
const result = (documentId: string, text: string) => ({
  documentId,
  title: `About "${documentId}"`,
  chunkId: `${documentId}:1`,
  text,
  heading: `Crops > ${documentId}`,
  page: 3,
  score: 0.9,
  scores: {},
  metadata: {},
})
const ABOVE = { rice: { heading: 'Crops > rice', page: 3 }, tea: { heading: 'Crops > tea', page: 3 } }
const FOUND = { ok: true, value: { results: [result('rice', RICE), result('tea', TEA)], warnings: [] } }

let models = 0
function tenant(more = {}) {
  models += 1
  return tenantWith({ model: `@cf/a-${models}`, fallbackModels: [], ...more })
}

beforeEach(async () => {
  await ai.script([])
  await rag.script({ reply: FOUND })
  await rateLimit.clear()
})

function answerOf(outcome: Outcome<AiReply>): Answer {
  if (!outcome.ok || outcome.value.kind !== 'json') throw new Error(JSON.stringify(outcome))
  return JSON.parse(outcome.value.json)
}

async function eventsIn(outcome: Outcome<AiReply>) {
  if (!outcome.ok || outcome.value.kind !== 'stream') throw new Error(JSON.stringify(outcome))
  return eventsOf(await textOf(outcome.value.stream))
}

test('asks with numbered, escaped sources and returns citations with verbatim quotes', async () => {
  await ai.script([{ kind: 'say', words: ['Rice needs much water [1]. Tea leaves are picked by hand [2].'] }])
  const ctx = contextFor('acme')

  const answer = answerOf(await chat.answer(ctx, tenant(), { question: 'What do they need?', topK: 3 }))

  const { messages } = (await ai.calls())[0]!.inputs
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user'])
  expect(messages[0]!.content).toMatch(/^Be brief\.\n\n.*cite.*\[n\]/s)
  expect(messages[1]!.content).toBe(
    '<sources>\n<source n="1" title="About &quot;rice&quot;" section="Crops > rice" page="3">\nRice is grown in paddies. It needs much water &amp; care. Harvest is in &lt;autumn>.\n</source>\n' +
      '<source n="2" title="About &quot;tea&quot;" section="Crops > tea" page="3">\nTea grows on hills. Leaves are picked by hand.\n</source>\n</sources>\n\nQuestion: What do they need?',
  )
  expect(answer.citations).toMatchObject([
    { n: 1, documentId: 'rice', chunkId: 'rice:1', quote: 'It needs much water & care.' },
    { n: 2, documentId: 'tea', chunkId: 'tea:1', quote: 'Leaves are picked by hand.' },
  ])
  for (const { n, span } of answer.citations) expect(answer.answer.slice(span.start, span.end)).toBe(`[${n}]`)
  expect(answer.warnings).toEqual([])
  const [search] = await rag.searches()
  expect(search!.request).toMatchObject({ query: 'What do they need?', topK: 3 })
  expect(search!.ctx['reservationId']).toBe(ctx.reservationId)
  expect(await settledFor(ctx)).toHaveLength(1)
})

test('drops marks that name no source, from the stream too, even when they come in pieces', async () => {
  await ai.script([
    {
      kind: 'say',
      words: ['Rice needs water ', '[', '1', ']', '. It flies [', '7]', '. Years [2024] stay.'],
    },
  ])

  const events = await eventsIn(
    await chat.answer(contextFor('acme'), tenant(), { question: 'Q?', stream: true }),
  )

  const text = events
    .filter(({ event }) => event === 'delta')
    .map(({ data }) => data['text'])
    .join('')
  expect(text).toBe('Rice needs water [1]. It flies. Years [2024] stay.')
  expect(events.map(({ event }) => event).filter((event) => event !== 'delta')).toEqual([
    'message.start',
    'retrieval',
    'citation',
    'message.end',
  ])
  expect(events.at(-1)!.data).toMatchObject({
    answer: text,
    citations: [{ n: 1, span: { start: 17, end: 20 } }],
  })
  expect(events[0]!.data['messageId']).toMatch(/^ans_/)
  expect(events[1]!.data).toEqual({
    sources: [
      { n: 1, documentId: 'rice', title: 'About "rice"', chunkId: 'rice:1', ...ABOVE.rice, score: 0.9 },
      { n: 2, documentId: 'tea', title: 'About "tea"', chunkId: 'tea:1', ...ABOVE.tea, score: 0.9 },
    ],
    warnings: [],
  })
})

test.each([
  ['refuses', { reply: { ok: false, code: 'retrieval_unavailable' } }, 'retrieval_unavailable'],
  ['throws', { mode: 'throw' as const }, 'retrieval_unavailable'],
])('answers without sources, and says so, when retrieval %s', async (_name, script, code) => {
  await rag.script(script)
  await ai.script([{ kind: 'say', words: ['From memory.'] }])

  const answer = answerOf(await chat.answer(contextFor('acme'), tenant(), { question: 'Q?' }))

  expect(answer).toMatchObject({ answer: 'From memory.', citations: [], warnings: [{ code }] })
  expect((await ai.calls())[0]!.inputs.messages.at(-1)!.content).toBe('Q?')
})

test('when retrieval finds nothing, the answer still rests on the documents alone, of which there are none', async () => {
  await rag.script({ reply: { ok: true, value: { results: [], warnings: [] } } })
  await ai.script([{ kind: 'say', words: ['Not in the documents.'] }])

  const answer = answerOf(await chat.answer(contextFor('acme'), tenant(), { question: 'Q?' }))

  expect(answer).toMatchObject({ citations: [], warnings: [{ code: 'no_matching_documents' }] })
  const { messages } = (await ai.calls())[0]!.inputs
  expect(messages[0]!.content).toContain('If the sources do not hold the answer, say so plainly')
  expect(messages.at(-1)!.content).toBe('<sources>\n</sources>\n\nQuestion: Q?')
})

test('finding nothing by a part of the search is not said of the documents', async () => {
  const degraded = { code: 'retrieval_degraded', message: 'words only' }
  await rag.script({ reply: { ok: true, value: { results: [], warnings: [degraded] } } })

  const { warnings } = answerOf(await chat.answer(contextFor('acme'), tenant(), { question: 'Q?' }))

  expect(warnings).toEqual([
    degraded,
    { code: 'no_matching_documents', message: expect.stringContaining('may nevertheless match') },
  ])
})

test('passes warnings of retrieval on', async () => {
  const warnings = [{ code: 'retrieval_degraded', message: 'words only' }]
  await rag.script({ reply: { ok: true, value: { ...FOUND.value, warnings } } })

  expect(answerOf(await chat.answer(contextFor('acme'), tenant(), { question: 'Q?' })).warnings).toEqual(
    warnings,
  )
})

test('refuses a filter that retrieval refuses, without asking a model', async () => {
  await rag.script({ reply: { ok: false, code: 'invalid_request', param: 'filter' } })
  const ctx = contextFor('acme')

  const outcome = await chat.answer(ctx, tenant(), { question: 'Q?' })

  expect(outcome).toMatchObject({ ok: false, code: 'invalid_request', param: 'filter' })
  expect(await ai.calls()).toHaveLength(0)
  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0 }])
})

test('an answer that breaks after its first token ends in an error event', async () => {
  await ai.script([{ kind: 'cut', words: ['Rice needs'] }])
  const ctx = contextFor('acme')

  const events = await eventsIn(await chat.answer(ctx, tenant(), { question: 'Q?', stream: true }))

  expect(events.at(-1)).toMatchObject({
    event: 'error',
    data: { error: { code: 'ai_unavailable', requestId: ctx.requestId } },
  })
  expect(await settledFor(ctx)).toMatchObject([{ estimated: true }])
})

test('reserves what the sources add, and nothing runs when they do not fit', async () => {
  await rateLimit.refuseReservations({ ok: false, code: 'budget_in_flight', retryAfterMs: 3_000 })

  const outcome = await chat.answer(contextFor('acme', { reservedTokens: 50 }), tenant(), { question: 'Q?' })

  expect(outcome).toMatchObject({ ok: false, code: 'budget_in_flight', retryAfterMs: 3_000 })
  expect(await ai.calls()).toHaveLength(0)
})

const EMBEDDED = { model: '@cf/embedding', tokens: 40 }

test('pays for the embedding of its question: reserved on top, settled once under its own model', async () => {
  await rag.script({ reply: FOUND, embedded: EMBEDDED })
  const free = contextFor('acme', { reservedTokens: 50 })
  const paying = contextFor('acme', { reservedTokens: 50 })

  await chat.answer(paying, tenant(), { question: 'Q?' })
  await rag.script({ reply: FOUND })
  await chat.answer(free, tenant(), { question: 'Q?' })

  const [more, less] = await rateLimit.reserved()
  expect(more!.tokens - less!.tokens).toBe(EMBEDDED.tokens)
  const settled = await settledFor(paying, 2)
  expect(settled.map(({ embedded }) => embedded)).toEqual([undefined, EMBEDDED])
})

test.each([
  ['no model answers', { kind: 'error', message: 'oops', status: 500 }, 5_000, undefined],
  [
    'what the sources add is refused',
    { kind: 'say', words: ['Rice'] },
    50,
    { ok: false, code: 'budget_exceeded' },
  ],
] as const)('settles the embedding also when %s', async (_name, step, reservedTokens, refusal) => {
  await ai.script([step, step])
  await rag.script({ reply: FOUND, embedded: EMBEDDED })
  await rateLimit.refuseReservations(refusal)
  const ctx = contextFor('acme', { reservedTokens })

  expect(await chat.answer(ctx, tenant(), { question: 'Q?' })).toMatchObject({ ok: false })

  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0, completionTokens: 0, embedded: EMBEDDED }])
})

test('a message with retrieval is stored with its citations and warnings', async () => {
  await ai.script([{ kind: 'say', words: ['Rice needs much water [1].'] }])
  const created = await chat.createSession(contextFor('acme'), {})
  if (!created.ok) throw new Error(created.code)

  const outcome = await chat.sendMessage(contextFor('acme'), tenant(), created.value.id, {
    content: 'What does rice need?',
    retrieval: { topK: 2, filter: { kind: 'crop' } },
  })

  if (!outcome.ok || outcome.value.kind !== 'json') throw new Error(JSON.stringify(outcome))
  const message: Message = JSON.parse(outcome.value.json)
  expect(message.citations).toMatchObject([{ n: 1, quote: 'It needs much water & care.' }])
  expect((await rag.searches())[0]!.request).toEqual({
    query: 'What does rice need?',
    topK: 2,
    filter: { kind: 'crop' },
  })
  const listed = await chat.listMessages(contextFor('acme'), created.value.id, { limit: 5 })
  expect(listed).toMatchObject({ value: { data: [{ content: 'What does rice need?' }, message] } })
})
