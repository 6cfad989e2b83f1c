import type { AiReply } from '@bulkhead/contracts/chat'
import type { Message } from '@bulkhead/contracts/http/sessions'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'

import {
  ai,
  chat,
  contextFor,
  eventsOf,
  rag,
  rateLimit,
  repeated,
  settledFor,
  tenantWith,
  textOf,
} from '../testing/bindings.ts'
import type { AiStep } from '../testing/fakes.worker.ts'

const PATIENT = { firstTokenMs: 2_000, idleMs: 2_000, totalMs: 5_000 }
const FAIL: AiStep = {
  kind: 'error',
  message: 'InferenceUpstreamError: 3040: Capacity exceeded',
  status: 429,
}
const GATED: AiStep = { kind: 'gated', words: ['One', ' two'], rest: [' three'] }

let models = 0
function tenant(more = {}) {
  models += 1
  return tenantWith({
    model: `@cf/one-${models}`,
    fallbackModels: [`@cf/two-${models}`],
    timeouts: PATIENT,
    ...more,
  })
}

beforeEach(async () => {
  await ai.script([])
  await rateLimit.clear()
})

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value
}

async function newSession(of = 'acme'): Promise<string> {
  return valueOf(await chat.createSession(contextFor(of), {})).id
}

function messageOf(outcome: Outcome<AiReply>): Message {
  const reply = valueOf(outcome)
  if (reply.kind !== 'json') throw new Error('a stream')
  return JSON.parse(reply.json)
}

function streamOf(outcome: Outcome<AiReply>): ReadableStream<Uint8Array> {
  const reply = valueOf(outcome)
  if (reply.kind !== 'stream') throw new Error(reply.json)
  return reply.stream
}

async function messagesOf(session: string, of = 'acme'): Promise<readonly Message[]> {
  return valueOf(await chat.listMessages(contextFor(of), session, { limit: 50 })).data
}

function objectOf(session: string, of = 'acme') {
  return env.CHAT_SESSIONS.getByName(`${of}/${session}`)
}

/** Waits, without a client, until nothing is running. */
async function quiet(session: string): Promise<readonly Message[]> {
  for (let tries = 0; tries < 100; tries++) {
    const messages = await messagesOf(session)
    if (messages.length > 0 && messages.every(({ status }) => status !== 'running')) return messages
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('still running')
}

test('answers a message, keeps both, and sends the conversation along with the next', async () => {
  await ai.script([
    { kind: 'say', words: ['Paris', '.'], usage: { prompt_tokens: 20, completion_tokens: 2 } },
    { kind: 'say', words: ['Two million.'] },
  ])
  const session = await newSession()
  const ctx = contextFor('acme')

  const first = messageOf(await chat.sendMessage(ctx, tenant(), session, { content: 'Capital of France?' }))
  messageOf(await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'How many people?' }))

  expect(first).toMatchObject({
    role: 'assistant',
    sessionId: session,
    content: 'Paris.',
    status: 'complete',
    finishReason: 'stop',
  })
  expect(first.usage).toEqual({ promptTokens: 20, completionTokens: 2, totalTokens: 22 })
  const messages = await messagesOf(session)
  expect(messages.map(({ role, content }) => [role, content])).toEqual([
    ['user', 'Capital of France?'],
    ['assistant', 'Paris.'],
    ['user', 'How many people?'],
    ['assistant', 'Two million.'],
  ])
  expect((await ai.calls())[1]!.inputs.messages.map(({ content }) => content)).toEqual([
    'Be brief.',
    'Capital of France?',
    'Paris.',
    'How many people?',
  ])
  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 20, completionTokens: 2 }])
})

test('streams named events with ids that ascend by one and one terminal event', async () => {
  await ai.script([{ kind: 'say', words: ['Good', ' day'] }])
  const session = await newSession()

  const outcome = await chat.sendMessage(contextFor('acme'), tenant(), session, {
    content: 'Hi',
    stream: true,
  })

  const events = eventsOf(await textOf(streamOf(outcome)))
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1))
  expect(events[0]).toMatchObject({ event: 'message.start', data: { sessionId: session } })
  expect(
    events
      .filter(({ event }) => event === 'delta')
      .map(({ data }) => data.text)
      .join(''),
  ).toBe('Good day')
  expect(events.filter(({ event }) => event === 'message.end' || event === 'error')).toHaveLength(1)
  expect(events.at(-1)).toMatchObject({
    event: 'message.end',
    data: { content: 'Good day', status: 'complete' },
  })
})

test('refuses a second message while it answers the first, and a plain reader of the list sees it running', async () => {
  await ai.script([GATED])
  const session = await newSession()
  const busy = contextFor('acme')
  const first = streamOf(
    await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'Hi', stream: true }),
  )

  const second = await chat.sendMessage(busy, tenant(), session, { content: 'Hello?' })

  expect(second).toMatchObject({ ok: false, code: 'session_busy' })
  expect(await settledFor(busy)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
  expect((await messagesOf(session)).at(-1)).toMatchObject({ role: 'assistant', status: 'running' })
  await ai.release()
  expect(eventsOf(await textOf(first)).at(-1)).toMatchObject({ event: 'message.end' })
  expect(await messagesOf(session)).toHaveLength(2)
})

test('finishes, stores and settles the answer of a client that left', async () => {
  await ai.script([GATED])
  const session = await newSession()
  const ctx = contextFor('acme')
  const stream = streamOf(await chat.sendMessage(ctx, tenant(), session, { content: 'Hi', stream: true }))

  await stream.cancel()
  await ai.release()

  expect((await quiet(session)).at(-1)).toMatchObject({ status: 'complete', content: 'One two three' })
  expect(await settledFor(ctx)).toHaveLength(1)
  expect(await ai.cancelled()).toBe(0)
})

test('attaches in the middle, after the end and after eviction, without gap or repeat', async () => {
  await ai.script([GATED])
  const session = await newSession()
  const whole = streamOf(
    await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'Hi', stream: true }),
  )
  const { id } = (await messagesOf(session))[1]!
  const attach = async (after: number) => streamOf(await chat.attach(contextFor('acme'), session, id, after))

  const inTheMiddle = await attach(2)
  await ai.release()
  const all = eventsOf(await textOf(whole))
  const middle = eventsOf(await textOf(inTheMiddle))
  const afterEnd = eventsOf(await textOf(await attach(1)))
  await evictDurableObject(objectOf(session))
  const afterEviction = eventsOf(await textOf(await attach(3)))
  const seenAll = eventsOf(await textOf(await attach(all.length)))

  expect(all.at(-1)).toMatchObject({ event: 'message.end' })
  expect(middle).toEqual(all.slice(2))
  expect(afterEnd).toEqual(all.slice(1))
  expect(afterEviction).toEqual(all.slice(3))
  expect(seenAll).toEqual([{ ...all.at(-1), id: all.length + 1 }])
})

test.each([
  ['cut', { kind: 'cut', words: ['One', ' two'] }, 'ai_unavailable'],
  ['broken', { kind: 'break', words: ['One', ' two'] }, 'ai_unavailable'],
  ['stalled', { kind: 'stall', words: ['One', ' two'] }, 'ai_timeout'],
] as [string, AiStep, string][])(
  'an answer %s after its first token ends in an error event and is kept as incomplete',
  async (_name, step, code) => {
    await ai.script([step])
    const session = await newSession()
    const ctx = contextFor('acme')
    const timeouts = { firstTokenMs: 200, idleMs: 200, totalMs: 5_000 }

    const outcome = await chat.sendMessage(ctx, tenant({ timeouts }), session, {
      content: 'Hi',
      stream: true,
    })

    const events = eventsOf(await textOf(streamOf(outcome)))
    expect(events.at(-1)).toMatchObject({
      event: 'error',
      data: { error: { code, requestId: ctx.requestId } },
    })
    expect(events.filter(({ event }) => event === 'message.end' || event === 'error')).toHaveLength(1)
    expect((await messagesOf(session)).at(-1)).toMatchObject({ status: 'incomplete', content: 'One two' })
    const settled = await settledFor(ctx)
    expect(settled).toMatchObject([{ estimated: true }])
    expect(settled[0]!.completionTokens).toBeGreaterThan(0)
  },
)

test('a plain reply that breaks after its first token is a refusal', async () => {
  await ai.script([{ kind: 'cut', words: ['One'] }])
  const session = await newSession()

  const outcome = await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'Hi' })

  expect(outcome).toMatchObject({ ok: false, code: 'ai_unavailable' })
  expect((await messagesOf(session)).at(-1)).toMatchObject({ status: 'incomplete', content: 'One' })
})

test.each([false, true])(
  'a failure before the first token is a refusal and costs nothing (stream: %s)',
  async (stream) => {
    await ai.script([FAIL, FAIL, FAIL, FAIL])
    const session = await newSession()
    const ctx = contextFor('acme')

    const outcome = await chat.sendMessage(ctx, tenant(), session, { content: 'Hi', stream })

    expect(outcome).toMatchObject({ ok: false, code: 'ai_unavailable' })
    expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
    const { id } = (await messagesOf(session))[1]!
    const events = eventsOf(await textOf(streamOf(await chat.attach(contextFor('acme'), session, id, 0))))
    expect(events).toMatchObject([{ id: 1, event: 'error' }])
  },
)

test('falls back before the first token, unseen by the client', async () => {
  await ai.script([FAIL, FAIL])
  const session = await newSession()
  const acme = tenant()

  const outcome = await chat.sendMessage(contextFor('acme'), acme, session, { content: 'Hi', stream: true })

  expect(outcome).toMatchObject({
    ok: true,
    value: { ai: { model: acme.chat.fallbackModels[0], attempts: 3 } },
  })
  const events = eventsOf(await textOf(streamOf(outcome)))
  expect(events[0]).toMatchObject({ data: { model: acme.chat.fallbackModels[0] } })
})

test('ends a turn whose object was reset: incomplete, settled once, resumable to its error', async () => {
  await ai.script([GATED])
  const embedded = { model: '@cf/embedding', tokens: 4 }
  await rag.script({ reply: { ok: true, value: { results: [], warnings: [] } }, embedded })
  const session = await newSession()
  const ctx = contextFor('acme')
  const asked = { content: 'Hi', stream: true, retrieval: true }
  streamOf(await chat.sendMessage(ctx, tenant(), session, asked))
  const { id } = (await messagesOf(session))[1]!
  await new Promise((resolve) => setTimeout(resolve, 400))

  await runInDurableObject(objectOf(session), (_instance, state) =>
    state.abort('reset in the middle of a turn'),
  ).catch(() => undefined)
  await runDurableObjectAlarm(objectOf(session))

  expect((await messagesOf(session)).at(-1)).toMatchObject({ id, status: 'incomplete', content: 'One two' })
  const events = eventsOf(await textOf(streamOf(await chat.attach(contextFor('acme'), session, id, 7))))
  expect(events).toMatchObject([{ id: 8, event: 'error', data: { error: { code: 'service_unavailable' } } }])
  const settled = await settledFor(ctx)
  expect(settled).toMatchObject([{ estimated: true, embedded }])
  expect(settled[0]!.promptTokens).toBeGreaterThan(0)
  expect(
    messageOf(await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'Again' })),
  ).toMatchObject({ status: 'complete' })
})

test('reserves what the history adds beyond the reservation, and settles both', async () => {
  const session = await newSession()
  await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'word '.repeat(400) })
  const ctx = contextFor('acme', { reservedTokens: 150 })

  await chat.sendMessage(ctx, tenant(), session, { content: 'Go on' })

  const extra = (await rateLimit.reserved()).find(
    ({ reservationId }) => reservationId === `${ctx.reservationId}:context`,
  )
  expect(extra!.tokens).toBeGreaterThan(300)
  const settled = await settledFor(ctx, 2)
  expect(settled).toMatchObject([
    {
      reservationId: `${ctx.reservationId}:context`,
      promptTokens: 0,
      completionTokens: 0,
      reservedTokens: extra!.tokens,
    },
    { reservationId: ctx.reservationId, reservedTokens: 150 },
  ])
})

test('refuses when the history does not fit the budget, before a model is asked', async () => {
  const session = await newSession()
  await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'word '.repeat(400) })
  await rateLimit.refuseReservations({ ok: false, code: 'budget_exceeded' })
  await ai.script([])
  const ctx = contextFor('acme', { reservedTokens: 150 })

  const outcome = await chat.sendMessage(ctx, tenant(), session, { content: 'Go on' })

  expect(outcome).toMatchObject({ ok: false, code: 'budget_exceeded' })
  expect(await ai.calls()).toHaveLength(0)
  expect(await settledFor(ctx)).toMatchObject([{ reservationId: ctx.reservationId, promptTokens: 0 }])
})

test('the same key and body gives the stored message; the next body under it is refused', async () => {
  const session = await newSession()
  const key = { idempotencyKey: 'k1' }
  const first = await chat.sendMessage(contextFor('acme', key), tenant(), session, { content: 'Hi' })

  const again = await chat.sendMessage(contextFor('acme', key), tenant(), session, { content: 'Hi' })
  const other = await chat.sendMessage(contextFor('acme', key), tenant(), session, { content: 'Ho' })

  expect(again).toMatchObject({ ok: true, value: { replayed: true } })
  expect(messageOf(again)).toEqual(messageOf(first))
  expect(other).toMatchObject({ ok: false, code: 'idempotency_mismatch' })
  expect(await ai.calls()).toHaveLength(1)
  expect(await messagesOf(session)).toHaveLength(2)
})

test('the same key attaches to a running stream, and waits for no plain one', async () => {
  await ai.script([GATED])
  const session = await newSession()
  const ctx = contextFor('acme', { idempotencyKey: 'k2' })
  const request = { content: 'Hi', stream: true }
  const first = streamOf(await chat.sendMessage(ctx, tenant(), session, request))

  const second = await chat.sendMessage(ctx, tenant(), session, request)
  await ai.release()

  expect(second).toMatchObject({ ok: true, value: { replayed: true } })
  expect(await textOf(streamOf(second))).toBe(await textOf(first))
  expect(await settledFor(ctx)).toHaveLength(1)
})

test('a failed attempt frees the key; the next reserves anew and replaces the question', async () => {
  await ai.script([FAIL, FAIL, FAIL, FAIL])
  const session = await newSession()
  const ctx = contextFor('acme', { idempotencyKey: 'k3' })
  const failed = await chat.sendMessage(ctx, tenant(), session, { content: 'Hi' })

  const retried = await chat.sendMessage(repeated(ctx), tenant(), session, { content: 'Hi' })

  expect(failed).toMatchObject({ ok: false, code: 'ai_unavailable' })
  expect(messageOf(retried)).toMatchObject({ status: 'complete' })
  expect(await messagesOf(session)).toHaveLength(2)
  expect(await rateLimit.reserved()).toMatchObject([
    { reservationId: `${ctx.reservationId}:${repeated(ctx).requestId}`, tokens: ctx.estimatedTokens },
  ])
  const settled = await settledFor(ctx, 2)
  expect(settled.map(({ reservationId }) => reservationId)).toEqual([
    ctx.reservationId,
    `${ctx.reservationId}:${repeated(ctx).requestId}`,
  ])
})

test('deleting a session ends its running answer with an error and leaves nothing', async () => {
  await ai.script([GATED])
  const session = await newSession()
  const ctx = contextFor('acme')
  const stream = streamOf(await chat.sendMessage(ctx, tenant(), session, { content: 'Hi', stream: true }))

  expect(await chat.deleteSession(contextFor('acme'), session)).toMatchObject({ ok: true })

  expect(eventsOf(await textOf(stream)).at(-1)).toMatchObject({ event: 'error' })
  expect(await settledFor(ctx)).toMatchObject([{ estimated: true }])
  expect(await chat.getSession(contextFor('acme'), session)).toMatchObject({ ok: false, code: 'not_found' })
  expect(await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'Hi' })).toMatchObject({
    ok: false,
    code: 'not_found',
  })
  expect(await chat.deleteSession(contextFor('acme'), session)).toMatchObject({
    ok: false,
    code: 'not_found',
  })
  const rows = await runInDurableObject(objectOf(session), (_instance, { storage }) =>
    ['message', 'event_log', 'turn', 'idempotency'].map(
      (table) => storage.sql.exec(`SELECT * FROM ${table}`).toArray().length,
    ),
  )
  expect(rows).toEqual([0, 0, 0, 0])
})

test('a session of another tenant answers exactly as one that never was', async () => {
  const session = await newSession('acme')
  const absent = 'sess_00000000000000000000000000000000'
  const tries = (id: string) => [
    chat.getSession(contextFor('globex'), id),
    chat.deleteSession(contextFor('globex'), id),
    chat.listMessages(contextFor('globex'), id, { limit: 5 }),
    chat.sendMessage(contextFor('globex'), tenant(), id, { content: 'Hi' }),
    chat.attach(contextFor('globex'), id, 'msg_1', 0),
  ]

  const foreign = await Promise.all(tries(session))

  expect(foreign).toEqual(await Promise.all(tries(absent)))
  expect(foreign).toEqual(await Promise.all(tries('../acme')))
  expect(foreign.every((outcome) => !outcome.ok && outcome.code === 'not_found')).toBe(true)
})

test('attaching to an absent message or to a question is not_found', async () => {
  const session = await newSession()
  await chat.sendMessage(contextFor('acme'), tenant(), session, { content: 'Hi' })
  const [question] = await messagesOf(session)

  expect(await chat.attach(contextFor('acme'), session, 'msg_x', 0)).toMatchObject({
    ok: false,
    code: 'not_found',
  })
  expect(await chat.attach(contextFor('acme'), session, question!.id, 0)).toMatchObject({
    ok: false,
    code: 'not_found',
  })
})

test('lists sessions newest first and messages oldest first, page by page', async () => {
  const ids = [await newSession('lister'), await newSession('lister'), await newSession('lister')]
  await chat.sendMessage(contextFor('lister'), tenant(), ids[0]!, { content: 'Hi' })

  const first = valueOf(await chat.listSessions(contextFor('lister'), { limit: 2 }))
  const second = valueOf(
    await chat.listSessions(contextFor('lister'), { limit: 2, cursor: first.nextCursor! }),
  )
  const messages = valueOf(await chat.listMessages(contextFor('lister'), ids[0]!, { limit: 1 }))
  const rest = valueOf(
    await chat.listMessages(contextFor('lister'), ids[0]!, { limit: 1, cursor: messages.nextCursor! }),
  )

  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids.toReversed())
  expect(second.nextCursor).toBeNull()
  expect([...messages.data, ...rest.data].map(({ role }) => role)).toEqual(['user', 'assistant'])
  expect(rest.nextCursor).toBeNull()
  expect(await chat.listSessions(contextFor('lister'), { limit: 2, cursor: '%%%' })).toMatchObject({
    ok: false,
    code: 'invalid_request',
  })
})

test('creating with one key twice makes one session', async () => {
  const ctx = contextFor('maker', { idempotencyKey: 'c1' })

  const [one, two] = await Promise.all([
    chat.createSession(ctx, { title: 'T' }),
    chat.createSession(ctx, { title: 'T' }),
  ])
  const other = await chat.createSession(ctx, { title: 'U' })

  expect(valueOf(one).id).toBe(valueOf(two).id)
  expect(other).toMatchObject({ ok: false, code: 'idempotency_mismatch' })
})

test('erasing removes every session of one tenant and of no other, and may be repeated', async () => {
  const mine = await newSession('eraser')
  const theirs = await newSession('keeper')
  await chat.sendMessage(contextFor('eraser'), tenant(), mine, { content: 'Hi' })

  expect(await chat.erase(contextFor('eraser'))).toMatchObject({
    ok: true,
    value: { sessions: 1, messages: 2 },
  })

  expect(await chat.erase(contextFor('eraser'))).toMatchObject({
    ok: true,
    value: { sessions: 0, messages: 0 },
  })
  expect(await chat.getSession(contextFor('eraser'), mine)).toMatchObject({ ok: false })
  expect(await chat.getSession(contextFor('keeper'), theirs)).toMatchObject({ ok: true })
})

test('keeps no more messages than it may, archives the others first, and forgets the archive with the session', async () => {
  const session = await newSession()
  const sessions = { maxMessages: 2, retentionDays: 30, archive: true, maxBytes: 1_000_000 }
  for (const content of ['one', 'two', 'three']) {
    await chat.sendMessage(contextFor('acme'), { ...tenant(), sessions }, session, { content })
  }

  await runDurableObjectAlarm(objectOf(session))

  expect((await messagesOf(session)).map(({ content }) => content)).toEqual(['three', 'Hello there'])
  const prefix = `t/acme/sessions/${session}/`
  const { objects } = await env.ARCHIVE.list({ prefix })
  const text = await (await env.ARCHIVE.get(objects[0]!.key))!.text()
  const archived: Message[] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(objects.map(({ key }) => key)).toEqual([`${prefix}1-4.ndjson`])
  expect(archived.map(({ content }) => content)).toEqual(['one', 'Hello there', 'two', 'Hello there'])
  await chat.deleteSession(contextFor('acme'), session)
  expect((await env.ARCHIVE.list({ prefix })).objects).toEqual([])
})

test('keeps what an Idempotency-Key may still ask for', async () => {
  const session = await newSession()
  const sessions = { maxMessages: 1, retentionDays: 30, archive: false, maxBytes: 1_000_000 }
  const ctx = contextFor('acme', { idempotencyKey: 'kept' })
  await chat.sendMessage(ctx, { ...tenant(), sessions }, session, { content: 'one' })

  await runDurableObjectAlarm(objectOf(session))

  expect(await chat.sendMessage(ctx, { ...tenant(), sessions }, session, { content: 'one' })).toMatchObject({
    value: { replayed: true },
  })
})
