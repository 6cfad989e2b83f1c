import type { AiReply } from '@bulkhead/contracts/chat'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'

import { fingerprint } from '../fingerprint.ts'
import {
  ai,
  chat,
  contextFor,
  eventsOf,
  rateLimit,
  repeated,
  settledFor,
  tenantWith,
  textOf,
} from '../testing/bindings.ts'
import type { AiStep } from '../testing/fakes.worker.ts'

const MESSAGES = [{ role: 'user' as const, content: 'Hi' }]
const PATIENT = { firstTokenMs: 2_000, idleMs: 2_000, totalMs: 5_000 }
const FAIL: AiStep = { kind: 'error', message: 'oops', status: 500 }
const GATED: AiStep = { kind: 'gated', words: ['One', ' two'], rest: [' three'] }

let count = 0
function fresh() {
  count += 1
  const tenant = tenantWith({ model: `@cf/c-${count}`, fallbackModels: [], timeouts: PATIENT })
  return { tenant, key: { idempotencyKey: `key-${count}` } }
}

beforeEach(async () => {
  await ai.script([])
  await rateLimit.clear()
})

async function textIn(outcome: Outcome<AiReply>): Promise<string> {
  if (!outcome.ok || outcome.value.kind !== 'stream') throw new Error(JSON.stringify(outcome))
  return await textOf(outcome.value.stream)
}

async function objectOf(key: string, tenant = 'acme', route = '/v1/chat/completions') {
  return env.COMPLETIONS.getByName(`${tenant}/${await fingerprint(`${route}\n${key}`)}`)
}

test('a repeat gets the stored completion, also after eviction, and no model is asked again', async () => {
  const { tenant, key } = fresh()
  const request = { messages: MESSAGES }
  const ctx = contextFor('acme', key)

  const first = await chat.complete(ctx, tenant, request)
  await evictDurableObject(await objectOf(key.idempotencyKey))
  const again = await chat.complete(ctx, tenant, request)

  if (!first.ok || !again.ok || first.value.kind !== 'json' || again.value.kind !== 'json')
    throw new Error('no JSON')
  expect(first.value.replayed).toBe(false)
  expect(again.value).toMatchObject({ replayed: true, json: first.value.json })
  expect(await ai.calls()).toHaveLength(1)
  expect(await settledFor(ctx)).toHaveLength(1)
})

test('a repeated stream has every event once', async () => {
  const { tenant, key } = fresh()
  const request = { messages: MESSAGES, stream: true }

  const first = await textIn(await chat.complete(contextFor('acme', key), tenant, request))
  await evictDurableObject(await objectOf(key.idempotencyKey))
  const again = await textIn(await chat.complete(contextFor('acme', key), tenant, request))

  expect(first).toContain('[DONE]')
  expect(again).toBe(first)
  expect(await ai.calls()).toHaveLength(1)
})

test('a running stream is attached to, and a client that left loses nothing', async () => {
  await ai.script([GATED])
  const { tenant, key } = fresh()
  const request = { messages: MESSAGES, stream: true }
  const ctx = contextFor('acme', key)
  const first = await chat.complete(ctx, tenant, request)
  if (!first.ok || first.value.kind !== 'stream') throw new Error('no stream')
  await first.value.stream.cancel()

  const second = await chat.complete(ctx, tenant, request)
  await ai.release()

  expect(second).toMatchObject({ value: { replayed: true } })
  const text = await textIn(second)
  expect(text.match(/"content":"[^"]+"/g)).toEqual([
    '"content":"One"',
    '"content":" two"',
    '"content":" three"',
  ])
  expect(text).toContain('[DONE]')
  expect(await settledFor(ctx)).toHaveLength(1)
})

test('a running plain completion is in progress', async () => {
  await ai.script([{ kind: 'hang' }])
  const { key } = fresh()
  const tenant = tenantWith({
    model: '@cf/slow',
    fallbackModels: [],
    timeouts: { firstTokenMs: 500, idleMs: 500, totalMs: 500 },
  })
  const first = chat.complete(contextFor('acme', key), tenant, { messages: MESSAGES })
  await new Promise((resolve) => setTimeout(resolve, 100))

  const second = await chat.complete(contextFor('acme', key), tenant, { messages: MESSAGES })

  expect(second).toMatchObject({ ok: false, code: 'idempotency_in_progress' })
  expect(await first).toMatchObject({ ok: false, code: 'ai_timeout' })
})

test('another body under the key is refused and its own reservation given back', async () => {
  const { tenant, key } = fresh()
  await chat.complete(contextFor('acme', key), tenant, { messages: MESSAGES })
  const ctx = contextFor('acme', key)

  const other = await chat.complete(ctx, tenant, { messages: [{ role: 'user', content: 'Ho' }] })

  expect(other).toMatchObject({ ok: false, code: 'idempotency_mismatch' })
  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
})

test.each([
  ['failed', [FAIL, FAIL], false],
  ['was cut', [{ kind: 'cut', words: ['One'] }], true],
] as [string, AiStep[], boolean][])(
  'an attempt that %s frees the key; the next reserves anew',
  async (_name, steps, stream) => {
    await ai.script(steps)
    const { tenant, key } = fresh()
    const ctx = contextFor('acme', key)
    const request = { messages: MESSAGES, stream }
    const failed = await chat.complete(ctx, tenant, request)
    const failedText = failed.ok ? await textIn(failed) : ''

    const retried = await chat.complete(repeated(ctx), tenant, request)

    expect(failedText).not.toContain('[DONE]')
    expect(retried).toMatchObject({ ok: true, value: { replayed: false } })
    expect(await rateLimit.reserved()).toEqual([
      { reservationId: `${ctx.reservationId}:${repeated(ctx).requestId}`, tokens: ctx.estimatedTokens },
    ])
    const settled = await settledFor(ctx, 2)
    expect(settled.map(({ reservationId }) => reservationId)).toEqual([
      ctx.reservationId,
      `${ctx.reservationId}:${repeated(ctx).requestId}`,
    ])
  },
)

test('a key that was used before its results were forgotten reserves anew', async () => {
  const { tenant, key } = fresh()
  const ctx = repeated(contextFor('acme', key))

  expect(await chat.complete(ctx, tenant, { messages: MESSAGES })).toMatchObject({ ok: true })
  const id = `${ctx.reservationId}:${ctx.requestId}`
  expect(await rateLimit.reserved()).toEqual([{ reservationId: id, tokens: ctx.estimatedTokens }])
  expect(await settledFor(ctx)).toMatchObject([{ reservationId: id, reservedTokens: ctx.estimatedTokens }])
})

test('an attempt lost with its object frees the key', async () => {
  await ai.script([GATED])
  const { tenant, key } = fresh()
  const ctx = contextFor('acme', key)
  const request = { messages: MESSAGES, stream: true }
  await chat.complete(ctx, tenant, request)
  const object = await objectOf(key.idempotencyKey)
  await runInDurableObject(object, (_instance, state) => state.abort('reset')).catch(() => undefined)

  const retried = await textIn(await chat.complete(ctx, tenant, request))

  expect(retried).toContain('[DONE]')
  expect(retried).not.toContain('One')
})

test('keys of another tenant or another route are other keys', async () => {
  const { tenant, key } = fresh()
  await chat.complete(contextFor('acme', key), tenant, { messages: MESSAGES })

  const foreign = await chat.complete(contextFor('globex', key), tenant, { messages: MESSAGES })
  const answer = await chat.answer(contextFor('acme', { ...key, route: '/v1/answers' }), tenant, {
    question: 'Q?',
  })

  expect(foreign).toMatchObject({ ok: true, value: { replayed: false } })
  expect(answer).toMatchObject({ ok: true, value: { replayed: false } })
  expect(await ai.calls()).toHaveLength(3)
})

test('an answer under a key streams the same events again', async () => {
  const { tenant, key } = fresh()
  const ctx = contextFor('acme', { ...key, route: '/v1/answers' })

  const first = await textIn(await chat.answer(ctx, tenant, { question: 'Q?', stream: true }))
  const again = await textIn(await chat.answer(ctx, tenant, { question: 'Q?', stream: true }))

  expect(again).toBe(first)
  expect(eventsOf(again).at(-1)).toMatchObject({ event: 'message.end' })
})

test('a result is forgotten after its day, and with its tenant', async () => {
  const { tenant, key } = fresh()
  const request = { messages: MESSAGES }
  await chat.complete(contextFor('acme', key), tenant, request)
  await chat.complete(contextFor('hooli', key), tenant, request)

  await runDurableObjectAlarm(await objectOf(key.idempotencyKey))
  await chat.erase(contextFor('hooli'))

  for (const of of ['acme', 'hooli']) {
    const rows = await runInDurableObject(
      await objectOf(key.idempotencyKey, of),
      (_instance, { storage }) => [...storage.kv.list()],
    )
    expect(rows).toEqual([])
  }
})

test('a repeat that came with a reservation of its own gives it back', async () => {
  const { tenant, key } = fresh()
  await chat.complete(contextFor('acme', key), tenant, { messages: MESSAGES })
  const otherBytes = contextFor('acme', key)

  const again = await chat.complete(otherBytes, tenant, { messages: MESSAGES })

  expect(again).toMatchObject({ ok: true, value: { replayed: true } })
  expect(await settledFor(otherBytes)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
})
