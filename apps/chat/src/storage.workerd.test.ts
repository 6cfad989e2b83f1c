// Storage and archive that fail. What cannot be written is refused whole, what can be done without is let go,
// and nothing is forgotten that was to be archived.
import type { AiReply } from '@bulkhead/contracts/chat'
import type { Message } from '@bulkhead/contracts/http/sessions'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
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

beforeEach(async () => {
  await ai.script([])
  await rateLimit.clear()
})

const tenant = tenantWith()

async function newSession(): Promise<string> {
  const made = await chat.createSession(contextFor('acme'), {})
  if (!made.ok) throw new Error(made.code)
  return made.value.id
}

const objectOf = (session: string) => env.CHAT_SESSIONS.getByName(`acme/${session}`)

/** SQLite has no room for what the trigger watches, as long as the condition holds. */
function fill(session: string, watched: string, condition = '1'): Promise<void> {
  return runInDurableObject(objectOf(session), (_instance, state) => {
    state.storage.sql.exec(
      `CREATE TRIGGER full BEFORE ${watched} WHEN ${condition}
       BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    )
  })
}

function drain(session: string): Promise<void> {
  return runInDurableObject(objectOf(session), (_instance, state) => {
    state.storage.sql.exec('DROP TRIGGER full')
  })
}

async function messagesOf(session: string): Promise<readonly Message[]> {
  const listed = await chat.listMessages(contextFor('acme'), session, { limit: 50 })
  if (!listed.ok) throw new Error(listed.code)
  return listed.value.data
}

const say = (session: string, content: string, ctx = contextFor('acme')) =>
  chat.sendMessage(ctx, tenant, session, { content })

async function eventsIn(outcome: Outcome<AiReply>) {
  if (!outcome.ok || outcome.value.kind !== 'stream') throw new Error(JSON.stringify(outcome))
  return eventsOf(await textOf(outcome.value.stream))
}

test('without room, events that can be made anew go first, and the message is taken after all', async () => {
  const session = await newSession()
  await say(session, 'one')
  const [, answer] = await messagesOf(session)
  await fill(session, 'INSERT ON message', '(SELECT count(*) FROM event_log) > 0')

  expect(await say(session, 'two')).toMatchObject({ ok: true })

  expect((await messagesOf(session)).map(({ content }) => content)).toEqual([
    'one',
    'Hello there',
    'two',
    'Hello there',
  ])
  const replayed = await eventsIn(await chat.attach(contextFor('acme'), session, answer!.id, 0))
  expect(replayed.map(({ event }) => event)).toEqual(['message.start', 'delta', 'message.end'])
  expect(replayed.at(-1)!.data).toEqual(answer)
})

test('when that does not help, the message is refused with nothing half-written or spent, under a key too', async () => {
  const session = await newSession()
  await say(session, 'one')
  const before = await messagesOf(session)
  await fill(session, 'INSERT ON message')
  const ctx = contextFor('acme', { idempotencyKey: 'kept' })
  await ai.script([])

  expect(await say(session, 'two', ctx)).toMatchObject({ ok: false, code: 'storage_unavailable' })

  expect(await messagesOf(session)).toEqual(before)
  expect(await ai.calls()).toEqual([])
  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
  await drain(session)
  expect(await say(session, 'two', ctx)).toMatchObject({ ok: true, value: { replayed: false } })
  expect(await messagesOf(session)).toHaveLength(before.length + 2)
})

test('an attempt that cannot be counted gives its reservation back', async () => {
  const session = await newSession()
  await fill(session, 'INSERT ON idempotency')
  const ctx = contextFor('acme', { idempotencyKey: 'uncounted' })

  expect(await say(session, 'one', ctx)).toMatchObject({ ok: false, code: 'storage_unavailable' })

  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
  expect(await messagesOf(session)).toEqual([])
})

test('an answer that cannot be stored ends with an error, is settled once, and is incomplete when there is room again', async () => {
  const session = await newSession()
  await fill(session, 'UPDATE ON message')
  const ctx = contextFor('acme')

  const events = await eventsIn(await chat.sendMessage(ctx, tenant, session, { content: 'Hi', stream: true }))

  expect(events.at(-1)).toMatchObject({ event: 'error', data: { error: { code: 'storage_unavailable' } } })
  const [first] = await settledFor(ctx)
  expect(first!.completionTokens).toBeGreaterThan(0)
  await drain(session)
  await runDurableObjectAlarm(objectOf(session))
  expect((await messagesOf(session)).map(({ status }) => status)).toEqual(['complete', 'incomplete'])
  expect(await say(session, 'Again')).toMatchObject({ ok: true })
})

test('an answer whose events cannot be logged is complete all the same, and can be attached to', async () => {
  const session = await newSession()
  await fill(session, 'INSERT ON event_log')

  const events = await eventsIn(
    await chat.sendMessage(contextFor('acme'), tenant, session, { content: 'Hi', stream: true }),
  )

  const [, answer] = await messagesOf(session)
  expect(events.at(-1)).toMatchObject({ event: 'message.end', data: { id: answer!.id } })
  expect(answer).toMatchObject({ status: 'complete', content: 'Hello there' })
  const again = await eventsIn(await chat.attach(contextFor('acme'), session, answer!.id, 0))
  expect(again.at(-1)!.data).toEqual(answer)
})

test('what cannot be archived stays, and goes once the archive is back', async () => {
  const session = await newSession()
  const kept = {
    ...tenant,
    sessions: { maxMessages: 2, retentionDays: 30, archive: true, maxBytes: 1_000_000 },
  }
  for (const content of ['one', 'two']) {
    await chat.sendMessage(contextFor('acme'), kept, session, { content })
  }
  const before = await messagesOf(session)
  const setArchive = (archive: object) =>
    runInDurableObject(objectOf(session), (instance) => {
      const holder = instance as unknown as { env: object }
      holder.env = { ...holder.env, ARCHIVE: archive }
    })

  await setArchive({ put: () => Promise.reject(new Error('R2 is unavailable')) })
  await runDurableObjectAlarm(objectOf(session))

  expect(await messagesOf(session)).toEqual(before)
  const nextMs = await runInDurableObject(objectOf(session), (_instance, state) => state.storage.getAlarm())
  expect(nextMs! - Date.now()).toBeGreaterThan(60_000)
  await setArchive(env.ARCHIVE)
  await runDurableObjectAlarm(objectOf(session))
  expect(await messagesOf(session)).toEqual(before.slice(2))
  expect((await env.ARCHIVE.list({ prefix: `t/acme/sessions/${session}/` })).objects).toHaveLength(1)
})
