import type { Outcome } from '@bulkhead/contracts/outcome'
import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'

import { ai, chat, contextFor, tenantWith } from '../testing/bindings.ts'

const WORDS = 'x'.repeat(1_000)

beforeEach(async () => {
  await ai.script([])
})

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value
}

/** A tenant that may hold so many bytes of sessions. */
function holding(maxBytes: number, sessions: object = {}) {
  const tenant = tenantWith()
  return { ...tenant, sessions: { ...tenant.sessions, maxBytes, ...sessions } }
}

const bytesOf = async (of: string) => valueOf(await chat.storage(contextFor(of))).sessionBytes
const newSession = async (of: string) => valueOf(await chat.createSession(contextFor(of), {})).id

test('messages count while they are kept, and go with their session', async () => {
  const [session, empty] = [await newSession('counted'), await bytesOf('counted')]

  await chat.sendMessage(contextFor('counted'), holding(10_000), session, { content: WORDS })

  await vi.waitFor(async () => expect(await bytesOf('counted')).toBeGreaterThan(empty + 1_000))
  expect(await bytesOf('counted')).toBeLessThan(empty + 1_500)
  await chat.deleteSession(contextFor('counted'), session)
  expect(await bytesOf('counted')).toBe(0)
})

test('what has no room is refused before it is stored, with the limit and what is used', async () => {
  const session = await newSession('full')
  const send = () => chat.sendMessage(contextFor('full'), holding(2_500), session, { content: WORDS })

  await send()
  await send()

  expect(await send()).toMatchObject({
    ok: false,
    code: 'payload_too_large',
    details: { limit: 'sessionBytes', maxBytes: 2_500 },
  })
  expect(valueOf(await chat.listMessages(contextFor('full'), session, { limit: 50 })).data).toHaveLength(4)
  const more = await chat.createSession(contextFor('full'), { title: 't'.repeat(200) }, holding(100))
  expect(more).toMatchObject({ ok: false, code: 'payload_too_large' })
})

test('messages whose model fails are no more free than others', async () => {
  const session = await newSession('failing')
  const tenant = holding(5_500)
  await ai.script(Array.from({ length: 40 }, () => ({ kind: 'error', message: '5007: No such model' })))

  const codes: (string | undefined)[] = []
  for (let at = 0; at < 8; at++) {
    const outcome = await chat.sendMessage(contextFor('failing'), tenant, session, { content: WORDS })
    codes.push(outcome.ok ? undefined : outcome.code)
  }

  expect(codes.filter((code) => code === 'payload_too_large')).toHaveLength(3)
  expect(await bytesOf('failing')).toBeLessThan(6_500)
})

test('what retention has removed counts no more', async () => {
  const session = await newSession('retired')
  const tenant = holding(100_000, { maxMessages: 2 })
  for (let at = 0; at < 3; at++)
    await chat.sendMessage(contextFor('retired'), tenant, session, { content: WORDS })

  await runDurableObjectAlarm(env.CHAT_SESSIONS.getByName(`retired/${session}`))

  await vi.waitFor(async () => expect(await bytesOf('retired')).toBeLessThan(1_500))
})

test('sessions are found by what their title holds', async () => {
  const { id } = valueOf(await chat.createSession(contextFor('listed'), { title: 'Ballast Pumps' }))
  await chat.createSession(contextFor('listed'), { title: 'Other' })

  const found = async (q: string) =>
    valueOf(await chat.listSessions(contextFor('listed'), { limit: 10, q })).data.map((one) => one.id)

  expect(await found('ballast')).toEqual([id])
  expect(await found(id.slice(5, 20))).toEqual([id])
  expect(await found('%')).toEqual([])
})
