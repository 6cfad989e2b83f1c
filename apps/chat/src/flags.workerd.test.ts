import type { AiReply } from '@bulkhead/contracts/chat'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { tenantKey } from '@bulkhead/flags/flag-keys'
import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { beforeEach, expect, test } from 'vitest'

import { ai, chat, contextFor, flags, rag, rateLimit, settledFor, tenantWith } from './testing/bindings.ts'
import type { AiStep } from './testing/fakes.worker.ts'

const FAIL: AiStep = {
  kind: 'error',
  message: 'InferenceUpstreamError: 3040: Capacity exceeded',
  status: 429,
}
const MESSAGES = [{ role: 'user' as const, content: 'Hi' }]

let tests = 0
/** A tenant and models that no other test has used: neither cache nor breaker knows them. */
function someone(more = {}) {
  tests += 1
  const tenant = tenantWith({ model: `@cf/flag-${tests}`, fallbackModels: [`@cf/flag-${tests}-fallback`] })
  return { id: `flag-${tests}`, tenant: { ...tenant, ...more } }
}

beforeEach(async () => {
  await ai.script([])
  await rag.script({})
  await rateLimit.clear()
})

const modelsAsked = async () => [...new Set((await ai.calls()).map(({ model }) => model))]
const modelOf = (outcome: Outcome<AiReply>) => (outcome.ok ? outcome.value.ai.model : outcome.code)

test('with the flag on, the fallback model answers', async () => {
  const { id, tenant } = someone()
  await ai.script([FAIL, FAIL, { kind: 'say', words: ['Hello'] }])

  const outcome = await chat.complete(contextFor(id), tenant, { messages: MESSAGES })

  expect(modelOf(outcome)).toBe(tenant.chat.fallbackModels[0])
})

test.each(['completion', 'answer'] as const)(
  'with the flag off, only the first model is asked (%s), and what was reserved is given back',
  async (kind) => {
    const { id, tenant } = someone()
    await flags.put(tenantKey(parseTenantId(id)), '{"chat.fallbackModels": false}')
    await ai.script([FAIL, FAIL, FAIL, FAIL])
    const ctx = contextFor(id)

    const outcome = await (kind === 'completion'
      ? chat.complete(ctx, tenant, { messages: MESSAGES })
      : chat.answer(ctx, tenant, { question: 'Why?' }))

    expect(modelOf(outcome)).toBe('ai_unavailable')
    expect(await modelsAsked()).toEqual([tenant.chat.model])
    expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
  },
)

test('a flag never lets a model through that the tenant may not use', async () => {
  const { id, tenant } = someone()
  await flags.put(
    tenantKey(parseTenantId(id)),
    '{"chat.fallbackModels": true, "chat.model": "@cf/forbidden"}',
  )

  const asked = await chat.complete(contextFor(id), tenant, { messages: MESSAGES, model: '@cf/forbidden' })
  const own = await chat.complete(contextFor(id), tenant, { messages: MESSAGES })

  expect([modelOf(asked), modelOf(own)]).toEqual(['model_not_found', tenant.chat.model])
})

test('the flags of the config go along to retrieval', async () => {
  const own = { 'retrieval.vectors': false }
  const { id, tenant } = someone({ flags: own })
  await ai.script([{ kind: 'say', words: ['Hello'] }])

  await chat.answer(contextFor(id), tenant, { question: 'Why?' })

  expect((await rag.searches()).map((search) => search.tenant)).toEqual([{ rag: tenant.rag, flags: own }])
})
