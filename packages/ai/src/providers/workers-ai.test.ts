import { expect, test } from 'vitest'

import { workersAi } from './workers-ai.ts'

async function failureOf(parameters: Record<string, unknown>) {
  const provider = workersAi({ run: async () => ({ response: 'Hi' }) }, '')
  const request = { messages: [{ role: 'user', content: 'Hi' }], maxTokens: 10, parameters }
  const endMs = Date.now() + 1_000
  const limits = { firstTokenMs: 1_000, idleMs: 1_000, endMs, maxChars: 1_000 }
  const ask = { ctx: {}, model: 'm', request, stream: false, startMs: Date.now(), limits }
  return provider.answer(ask as never).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
}

test.each([
  ['logprobs', true],
  ['top_logprobs', 3],
  ['logit_bias', { 50256: -100 }],
  ['functions', [{ name: 'f' }]],
  ['tools', [{ type: 'custom', custom: { name: 'p' } }]],
])('%s, which its models do not know, is the field at fault', async (param, value) => {
  expect(await failureOf({ [param]: value })).toMatchObject({ kind: 'invalid', param })
})

test.each([
  ['logprobs', false],
  ['logit_bias', {}],
  ['functions', []],
  ['metadata', { a: 'b' }],
  ['store', true],
])('%s: %j asks for nothing that is missing', async (param, value) => {
  expect(await failureOf({ [param]: value })).toBeUndefined()
})

test.each([
  [true, { rejectIfBusy: true }],
  [false, {}],
])('waits in no queue for room if another model can be asked: %s', async (hasFallback, options) => {
  const asked: unknown[] = []
  const run = async (...args: readonly unknown[]) => {
    asked.push(args[2])
    return { response: 'Hi' }
  }
  const request = { messages: [{ role: 'user', content: 'Hi' }], maxTokens: 10, parameters: {} }
  const limits = { firstTokenMs: 1_000, idleMs: 1_000, endMs: Date.now() + 1_000, maxChars: 1_000 }
  const ask = { ctx: {}, model: 'm', request, stream: false, hasFallback, startMs: Date.now(), limits }
  await workersAi({ run }, '').answer(ask as never)

  expect(asked).toEqual([options])
})
