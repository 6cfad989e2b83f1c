// What a released version has stored is read by this one; and this one, after a roll-back, reads what a newer
// one has left.
import migrations from '@bulkhead/contracts/releases/0.1.0/migrations.json'
import session from '@bulkhead/contracts/releases/0.1.0/rows/ChatSession.json'
import streamed from '@bulkhead/contracts/releases/0.1.0/rows/Completion-stream.json'
import completed from '@bulkhead/contracts/releases/0.1.0/rows/Completion.json'
import directory from '@bulkhead/contracts/releases/0.1.0/rows/SessionDirectory.json'
import { migrateBeyond, restore, type StoredObject } from '@bulkhead/worker/testing/restore'
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'

import {
  ai,
  chat,
  contextFor,
  eventsOf,
  rateLimit,
  settledFor,
  tenantWith,
  textOf,
} from './testing/bindings.ts'

const SESSION = session.kv.owner.sessionId
const ROPES = 'How do I make a loop that does not slip?'
const tenant = tenantWith()

const sessionObject = () => env.CHAT_SESSIONS.getByName(`acme/${SESSION}`)
const directoryObject = () => env.SESSION_DIRECTORIES.getByName('acme')

async function put(stub: DurableObjectStub, stored: StoredObject): Promise<void> {
  await runInDurableObject(stub, (_, state) => restore(state.storage, stored))
  await evictDurableObject(stub)
}

beforeEach(async () => {
  await ai.script([])
  await rateLimit.clear()
  await put(sessionObject(), { ...session, migrations: migrations.ChatSession })
  await put(directoryObject(), { ...directory, migrations: migrations.SessionDirectory })
})

async function messages() {
  const listed = await chat.listMessages(contextFor('acme'), SESSION, { limit: 50 })
  if (!listed.ok) throw new Error(listed.code)
  return listed.value.data
}

test('sessions of 0.1.0, and the key that made one', async () => {
  const [row] = directory.rows.session

  expect(await chat.listSessions(contextFor('acme'), { limit: 10 })).toMatchObject({
    ok: true,
    value: { data: [{ id: row!.id, title: 'Knots', metadata: { team: 'deck', year: 2026 } }] },
  })
  const again = { title: 'Knots', metadata: { team: 'deck', year: 2026 } }
  expect(await chat.createSession(contextFor('acme', { idempotencyKey: 'k2' }), again)).toMatchObject({
    ok: true,
    value: { id: row!.id, replayed: true },
  })
})

test('messages of 0.1.0 with all that belongs to them', async () => {
  expect(await messages()).toMatchObject([
    { role: 'user', content: ROPES, status: 'complete' },
    {
      role: 'assistant',
      status: 'complete',
      finishReason: 'stop',
      usage: { totalTokens: 159 },
      citations: [{ n: 1, documentId: 'guide', span: { start: 43, end: 46 } }],
    },
    { role: 'user' },
    { status: 'incomplete', finishReason: 'length', warnings: [{ code: 'retrieval_unavailable' }] },
    { role: 'user' },
    // Was running; whoever looks first finds that nobody makes it any more.
    { role: 'assistant', status: 'incomplete', content: '' },
  ])
})

test('a repeat under a key of 0.1.0 finds its answer and is not run again', async () => {
  const ctx = contextFor('acme', { idempotencyKey: 'k3', route: '/v1/sessions/:id/messages' })

  const outcome = await chat.sendMessage(ctx, tenant, SESSION, { content: ROPES, retrieval: true })

  expect(outcome).toMatchObject({ ok: true, value: { kind: 'json', replayed: true } })
  expect(await ai.calls()).toEqual([])
})

test.each([
  ['from its own log', 1, 14],
  ['made anew where the log was forgotten', 3, 3],
])('the events of an answer of 0.1.0, %s', async (_name, at, count) => {
  const { id } = (await messages())[at]!
  const outcome = await chat.attach(contextFor('acme'), SESSION, id, 0)
  if (!outcome.ok || outcome.value.kind !== 'stream') throw new Error(JSON.stringify(outcome))

  const events = eventsOf(await textOf(outcome.value.stream)).map(({ event }) => event)
  expect(events[0]).toBe('message.start')
  expect(events.at(-1)).toBe('message.end')
  expect(events).toHaveLength(count)
})

test('a turn that the deployment cut is ended and settled by the newer version', async () => {
  expect((await messages()).at(-1)).toMatchObject({ status: 'incomplete' })
  const context = JSON.parse(session.rows.turn[0]!.context) as ReturnType<typeof contextFor>
  expect((await settledFor(context))[0]).toMatchObject({ reservationId: 'req_cut', promptTokens: 60 })
})

test('results that 0.1.0 kept under a key, plain and streamed', async () => {
  const plain = contextFor('acme', { idempotencyKey: 'k4', route: '/v1/chat/completions' })
  const stream = contextFor('acme', { idempotencyKey: 'k5', route: '/v1/answers' })
  const [first, second] = directory.rows.completion.map(({ key_hash }) =>
    env.COMPLETIONS.getByName(`acme/${key_hash}`),
  )
  await put(first!, { ...completed, migrations: migrations.Completion })
  await put(second!, { ...streamed, migrations: migrations.Completion })

  const hello = { messages: [{ role: 'user' as const, content: 'Hello' }] }
  const completion = await chat.complete(plain, tenant, hello)
  const answer = await chat.answer(stream, tenant, { question: 'How do I wash ropes?', stream: true })

  expect(completion).toMatchObject({ ok: true, value: { kind: 'json', replayed: true } })
  if (!answer.ok || answer.value.kind !== 'stream') throw new Error(JSON.stringify(answer))
  expect(eventsOf(await textOf(answer.value.stream)).map(({ event }) => event)).toEqual([
    'message.start',
    'delta',
    'delta',
    'message.end',
  ])
  expect(await ai.calls()).toEqual([])
})

test('tables that a newer version has migrated are read and written all the same', async () => {
  await runInDurableObject(sessionObject(), (_, { storage }) =>
    migrateBeyond(
      storage,
      "ALTER TABLE message ADD COLUMN language TEXT; UPDATE message SET details = json_set(details, '$.mood', 'calm'), language = 'en'; DELETE FROM turn",
    ),
  )
  await runInDurableObject(directoryObject(), (_, { storage }) =>
    migrateBeyond(
      storage,
      `ALTER TABLE session ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
       UPDATE session SET metadata = json_set(metadata, '$.tags', json('["a"]'))`,
    ),
  )
  await Promise.all([sessionObject(), directoryObject()].map((stub) => evictDurableObject(stub)))

  expect(await messages()).toHaveLength(6)
  expect(await chat.getSession(contextFor('acme'), SESSION)).toMatchObject({
    ok: true,
    value: { metadata: { tags: ['a'] } },
  })
  expect(await chat.sendMessage(contextFor('acme'), tenant, SESSION, { content: 'And now?' })).toMatchObject({
    ok: true,
  })
  expect((await messages()).slice(-2)).toMatchObject([{ content: 'And now?' }, { status: 'complete' }])
  expect(await chat.createSession(contextFor('acme'), {})).toMatchObject({ ok: true })
})
