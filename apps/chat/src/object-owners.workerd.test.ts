// Each object serves the tenant in its name. Names are made from the caller's tenant, so a stranger gets here
// by a bug only: then nothing is done.
import type { Message } from '@bulkhead/contracts/http/sessions'
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'

import { fingerprint } from './fingerprint.ts'
import type { CompletionObject, DirectoryObject, SessionObject } from './object-protocol.ts'
import { ai, chat, contextFor, rateLimit, settledFor, tenantWith } from './testing/bindings.ts'

const tenant = tenantWith()
const HELLO = { messages: [{ role: 'user' as const, content: 'Hello' }] }
const KEY = { idempotencyKey: 'owned' }
const REFUSED = 'rejected'

beforeEach(async () => {
  await ai.script([])
  await rateLimit.clear()
})

async function newSession(): Promise<string> {
  const made = await chat.createSession(contextFor('acme'), { title: 'Ours' })
  if (!made.ok) throw new Error(made.code)
  return made.value.id
}

/** Everything that an object has stored. */
function storedIn(stub: DurableObjectStub): Promise<unknown> {
  return runInDurableObject(stub, (_, { storage }) => {
    const tables = storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      )
      .toArray()
      .map(({ name }) => [name, storage.sql.exec(`SELECT * FROM "${name}"`).toArray()])
    return { tables, kv: [...storage.kv.list()] }
  })
}

/** Tries each call, all of which must fail and leave the object, the models and the limits as they are. */
async function expectNothingDone(stub: DurableObjectStub, calls: readonly Promise<unknown>[]): Promise<void> {
  const tried = await Promise.allSettled(calls)
  expect(tried.map(({ status }) => status)).toEqual(calls.map(() => REFUSED))
  expect(await ai.calls()).toEqual([])
  expect(await rateLimit.reserved()).toEqual([])
}

test('a session neither answers, shows nor forgets anything for another tenant', async () => {
  const id = await newSession()
  const sent = await chat.sendMessage(contextFor('acme'), tenant, id, { content: 'Ours alone' })
  if (!sent.ok || sent.value.kind !== 'json') throw new Error('no message')
  const message: Message = JSON.parse(sent.value.json)
  const stub = env.CHAT_SESSIONS.getByName(`acme/${id}`)
  const session: SessionObject = stub
  const before = await storedIn(stub)
  await ai.script([])
  const stranger = contextFor('globex')

  await expectNothingDone(stub, [
    session.send(stranger, tenant, id, { content: 'Theirs' }),
    session.attach(stranger, message.id, 0),
    session.listMessages(stranger, { limit: 10 }),
    session.destroy(stranger),
  ])

  expect(await storedIn(stub)).toEqual(before)
})

test('a directory neither lists, makes nor forgets sessions for another tenant', async () => {
  const id = await newSession()
  const stub = env.SESSION_DIRECTORIES.getByName('acme')
  const directory: DirectoryObject = stub
  const before = await storedIn(stub)
  const stranger = contextFor('globex')

  await expectNothingDone(stub, [
    directory.create(stranger, {}),
    directory.list(stranger, { limit: 10 }),
    directory.get(stranger, id),
    directory.touch(stranger, id),
    directory.remove(stranger, id),
    directory.contents(stranger),
    directory.registerCompletion(stranger, 'hash'),
    directory.forget(stranger, { sessionIds: [id], completions: [] }),
    directory.warm(stranger),
  ])

  expect(await storedIn(stub)).toEqual(before)
})

test('a kept result is neither given to, run nor forgotten for another tenant', async () => {
  const ctx = contextFor('acme', KEY)
  await chat.complete(ctx, tenant, HELLO)
  await settledFor(ctx)
  const keyHash = await fingerprint(`${ctx.route}\n${KEY.idempotencyKey}`)
  const stub = env.COMPLETIONS.getByName(`acme/${keyHash}`)
  const completion: CompletionObject = stub
  const before = await storedIn(stub)
  await ai.script([])
  const stranger = contextFor('globex', KEY)

  await expectNothingDone(stub, [
    completion.run(stranger, keyHash, { kind: 'completion', tenant, request: HELLO }),
    completion.run(stranger, keyHash, { kind: 'answer', tenant, request: { question: 'Why?' } }),
    completion.destroy(stranger),
  ])

  expect(await storedIn(stub)).toEqual(before)
})
