import type { AiReply, ChatTenant } from '@bulkhead/contracts/chat'
import type { Message } from '@bulkhead/contracts/http/sessions'
import { unwrap, type Outcome } from '@bulkhead/contracts/outcome'
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
import type { AiStep } from '../testing/fakes.worker.ts'

const ASKED = 'How long is the warranty on grinders?'
const FOLLOW_UP = 'And on kettles?'
const QUERY = 'How long is the warranty on kettles?'
const ANSWER: AiStep = { kind: 'say', words: ['Two years.'] }

let models = 0
function tenant(rewrite?: boolean): ChatTenant {
  models += 1
  const made = tenantWith({ model: `@cf/r-${models}`, fallbackModels: [] })
  return { ...made, rag: { ...made.rag, ...(rewrite === undefined ? {} : { rewrite }) } }
}

beforeEach(async () => {
  await ai.script([])
  await rag.script({})
  await rateLimit.clear()
})

function messageIn(outcome: Outcome<AiReply>): Message {
  if (!outcome.ok || outcome.value.kind !== 'json') throw new Error(JSON.stringify(outcome))
  return JSON.parse(outcome.value.json)
}

/** A session in which the first question is answered; `steps` are what the model does from then on. */
async function conversation(of: ChatTenant, steps: readonly AiStep[]) {
  await ai.script([ANSWER])
  const { id } = unwrap(await chat.createSession(contextFor('acme'), {}))
  unwrap(await chat.sendMessage(contextFor('acme'), of, id, { content: ASKED, retrieval: true }))
  await ai.script(steps)
  await rag.script({})
  await rateLimit.clear()
  const ctx = contextFor('acme')
  const ask = (more: object = {}) =>
    chat.sendMessage(ctx, of, id, { content: FOLLOW_UP, retrieval: true, ...more })
  return { ctx, ask }
}

async function searched(): Promise<unknown[]> {
  return (await rag.searches()).map(({ request }) => request['query'])
}

test('the first question of a session has nothing to lean on', async () => {
  await ai.script([ANSWER])
  const { id } = unwrap(await chat.createSession(contextFor('acme'), {}))

  unwrap(await chat.sendMessage(contextFor('acme'), tenant(), id, { content: 'And why?', retrieval: true }))

  expect(await ai.calls()).toHaveLength(1)
})

test('a question that leans on the turn before is searched as one that does not', async () => {
  const { ctx, ask } = await conversation(tenant(), [
    { kind: 'say', words: [QUERY], usage: { prompt_tokens: 90, completion_tokens: 9 } },
    ANSWER,
  ])

  const message = messageIn(await ask())

  expect(await searched()).toEqual([QUERY])
  expect(message).toMatchObject({ content: 'Two years.', query: QUERY })
  const [rewriting, answering] = await ai.calls()
  expect(rewriting!.inputs.messages.at(-1)!.content).toBe(
    `<conversation>\nUser: ${ASKED}\nAssistant: Two years.\n</conversation>\n\nLast question: ${FOLLOW_UP}`,
  )
  expect(answering!.inputs.messages.at(-1)!.content).toContain(`Question: ${FOLLOW_UP}`)
  expect(await settledFor(ctx, 2)).toContainEqual(
    expect.objectContaining({
      reservationId: `${ctx.reservationId}:rewrite`,
      promptTokens: 90,
      completionTokens: 9,
    }),
  )
})

test('the query is in the event about the retrieval', async () => {
  const { ask } = await conversation(tenant(), [{ kind: 'say', words: [QUERY] }, ANSWER])

  const reply = unwrap(await ask({ stream: true }))

  if (reply.kind !== 'stream') throw new Error('no stream')
  const events = eventsOf(await textOf(reply.stream))
  expect(events.find(({ event }) => event === 'retrieval')!.data).toMatchObject({ query: QUERY })
})

test('what a stand-in says of its query stands beside it', async () => {
  const body = { response: QUERY, notice: 'Made of words.' }
  const { ask } = await conversation(tenant(), [{ kind: 'json', body }, ANSWER])

  const reply = unwrap(await ask({ stream: true }))

  if (reply.kind !== 'stream') throw new Error('no stream')
  const events = eventsOf(await textOf(reply.stream))
  expect(events.find(({ event }) => event === 'retrieval')!.data).toMatchObject({ notice: 'Made of words.' })
})

test.each<[string, AiStep]>([
  ['is unavailable', { kind: 'error', message: 'down', status: 400 }],
  ['does not answer', { kind: 'hang' }],
  [
    'answers instead',
    { kind: 'say', words: ['Grinders and kettles come from Kyoto since nineteen hundred.'] },
  ],
])('without the rewritten question the turn goes on and says so: the model %s', async (_what, step) => {
  const { ask } = await conversation(tenant(), [step, ANSWER])

  const message = messageIn(await ask())

  expect(await searched()).toEqual([FOLLOW_UP])
  expect(message.content).toBe('Two years.')
  expect(message.query).toBeUndefined()
  expect(message.warnings?.map(({ code }) => code)).toEqual(['rewrite_unavailable', 'no_matching_documents'])
})

test('the model is not asked for what the budget does not cover', async () => {
  const { ask } = await conversation(tenant(), [ANSWER])
  await rateLimit.refuseReservations({ ok: false, code: 'budget_exceeded' })

  const message = messageIn(await ask())

  expect(message.warnings?.map(({ code }) => code)).toContain('rewrite_unavailable')
  expect(await ai.calls()).toHaveLength(1)
  expect(await searched()).toEqual([FOLLOW_UP])
})

test.each([
  ['the tenant does not want it', tenant(false), {}],
  ['the request does not want it', tenant(), { retrieval: { rewrite: false } }],
  ['it is long enough to stand by itself', tenant(), { content: 'a long question '.repeat(40) }],
  ['no documents are consulted', tenant(), { retrieval: false }],
])('a question is left as it is when %s', async (_why, of, more) => {
  const { ask } = await conversation(of, [ANSWER])

  expect(messageIn(await ask(more)).query).toBeUndefined()
  expect(await ai.calls()).toHaveLength(1)
})

test('a response with file_search shows the rewritten question among its queries', async () => {
  await ai.script([{ kind: 'say', words: [QUERY] }, ANSWER])
  const input = [
    { role: 'user' as const, content: ASKED },
    { role: 'assistant' as const, content: 'Two years.' },
    { role: 'user' as const, content: FOLLOW_UP },
  ]

  const reply = unwrap(
    await chat.respond(contextFor('acme'), tenant(), {
      input,
      store: false,
      tools: [{ type: 'file_search' }],
    }),
  )

  if (reply.kind !== 'json') throw new Error('a stream')
  expect(JSON.parse(reply.json).output[0]).toMatchObject({ type: 'file_search_call', queries: [QUERY] })
})
