import type { AiReply } from '@bulkhead/contracts/chat'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { beforeEach, expect, test, vi } from 'vitest'

import { DRAIN_MS } from '../limits.ts'
import { ai, chat, contextFor, rateLimit, settledFor, tenantWith, textOf } from '../testing/bindings.ts'
import type { AiStep } from '../testing/fakes.worker.ts'

const MESSAGES = [{ role: 'user' as const, content: 'Hi' }]
const FAIL: AiStep = {
  kind: 'error',
  message: 'InferenceUpstreamError: 3040: Capacity exceeded',
  status: 429,
}

// Each test has its own model names, so that none trips the breaker of another.
let models = 0
function tenant(more = {}) {
  models += 1
  return tenantWith({ model: `@cf/first-${models}`, fallbackModels: [`@cf/second-${models}`], ...more })
}

beforeEach(async () => {
  await ai.script([])
  await rateLimit.clear()
})

async function streamText(outcome: Outcome<AiReply>): Promise<string> {
  if (!outcome.ok || outcome.value.kind !== 'stream') throw new Error(JSON.stringify(outcome))
  return await textOf(outcome.value.stream)
}

/** Reads a streamed answer to its end; a plain one is whole already. */
async function finish(outcome: Outcome<AiReply>): Promise<void> {
  if (outcome.ok && outcome.value.kind === 'stream') await textOf(outcome.value.stream)
}

function dataOf(text: string): string[] {
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((event) => event.slice('data: '.length))
}

test('answers in OpenAI form, with the system prompt first and the output capped', async () => {
  const ctx = contextFor('acme')
  await ai.script([
    { kind: 'say', words: ['Good', ' day'], usage: { prompt_tokens: 9, completion_tokens: 2 } },
  ])
  const acme = tenant()

  const outcome = await chat.complete(ctx, acme, { messages: MESSAGES, max_tokens: 5_000, temperature: 0 })

  if (!outcome.ok || outcome.value.kind !== 'json') throw new Error(JSON.stringify(outcome))
  expect(JSON.parse(outcome.value.json)).toMatchObject({
    object: 'chat.completion',
    model: acme.chat.model,
    choices: [{ message: { role: 'assistant', content: 'Good day' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 },
  })
  expect(outcome.value.ai).toMatchObject({ model: acme.chat.model, attempts: 1 })
  const [call] = await ai.calls()
  expect(call!.inputs.messages[0]).toEqual({ role: 'system', content: 'Be brief.' })
  expect(call!.inputs).toMatchObject({ max_tokens: 100, temperature: 0 })
  expect(await settledFor(ctx)).toMatchObject([
    { promptTokens: 9, completionTokens: 2, reservedTokens: 5_000 },
  ])
})

test('streams chunks with a role first, usage when asked for, and [DONE] last', async () => {
  const ctx = contextFor('acme')
  await ai.script([
    { kind: 'say', words: ['Good', ' day'], usage: { prompt_tokens: 9, completion_tokens: 2 } },
  ])

  const outcome = await chat.complete(ctx, tenant(), {
    messages: MESSAGES,
    stream: true,
    stream_options: { include_usage: true },
  })

  const events = dataOf(await streamText(outcome))
  expect(events.at(-1)).toBe('[DONE]')
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event))
  expect(chunks[0].choices[0].delta.role).toBe('assistant')
  expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('Good day')
  expect(chunks.at(-2).choices[0].finish_reason).toBe('stop')
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 11 } })
  expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1)
  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 9, completionTokens: 2 }])
})

test.each([false, true])(
  'falls back to the next model after the retries of the first (stream: %s)',
  async (stream) => {
    const ctx = contextFor('acme')
    await ai.script([FAIL, FAIL])
    const acme = tenant()

    const outcome = await chat.complete(ctx, acme, { messages: MESSAGES, stream })

    expect(outcome).toMatchObject({
      ok: true,
      value: { ai: { model: acme.chat.fallbackModels[0], attempts: 3 } },
    })
    await finish(outcome)
    expect(await settledFor(ctx)).toHaveLength(1)
  },
)

test.each([
  ['quota', FAIL, 'ai_unavailable'],
  ['a 5xx', { kind: 'error', message: 'oops', status: 500 }, 'ai_unavailable'],
  ['a bad key', { kind: 'error', message: 'no', status: 401 }, 'ai_rejected'],
  ['no such model', { kind: 'error', message: 'AiError: 5007: No such model' }, 'ai_rejected'],
  ['a hanging provider', { kind: 'hang' }, 'ai_timeout'],
  ['rubbish', { kind: 'json', body: { answer: 42 } }, 'ai_unavailable'],
  ['an empty answer', { kind: 'say', words: [] }, 'ai_unavailable'],
  [
    'too long a prompt',
    { kind: 'error', message: 'AiError: 5021: context window', status: 400 },
    'context_length_exceeded',
  ],
  [
    'refused content',
    { kind: 'error', message: 'AiError: 2016: prompt blocked', status: 424 },
    'content_rejected',
  ],
] as [string, AiStep, string][])(
  '%s is a refusal, plain and streamed, and costs no tokens',
  async (_name, step, code) => {
    for (const stream of [false, true]) {
      const ctx = contextFor('acme')
      await ai.script(Array.from({ length: 4 }, () => step))

      const timeouts = { firstTokenMs: 60, idleMs: 60, totalMs: 4_000 }
      const outcome = await chat.complete(ctx, tenant({ timeouts, maxOutputTokens: 1 }), {
        messages: MESSAGES,
        stream,
      })

      expect(outcome).toMatchObject({ ok: false, code })
      expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
    }
  },
)

test.each([
  ['cut', { kind: 'cut', words: ['One', ' two'] }, 'ai_unavailable'],
  ['broken', { kind: 'break', words: ['One', ' two'] }, 'ai_unavailable'],
  ['stalled', { kind: 'stall', words: ['One', ' two'] }, 'ai_timeout'],
  [
    'in error',
    {
      kind: 'events',
      events: ['data: {"response":"One"}\n\n', 'data: {"error":{"message":"x","code":500}}\n\n'],
    },
    'ai_unavailable',
  ],
  [
    'malformed',
    { kind: 'events', events: ['data: {"response":"One"}\n\n', 'data: {{{\n\n'] },
    'ai_unavailable',
  ],
] as [string, AiStep, string][])(
  'a stream %s after its first token ends in one error chunk and no [DONE]',
  async (_name, step, code) => {
    const ctx = contextFor('acme')
    await ai.script([step])

    const events = dataOf(
      await streamText(await chat.complete(ctx, tenant(), { messages: MESSAGES, stream: true })),
    )

    expect(events).not.toContain('[DONE]')
    const last = JSON.parse(events.at(-1)!)
    expect(last).toMatchObject({
      error: { code, requestId: expect.any(String) },
      choices: [{ finish_reason: 'error' }],
    })
    expect(events.filter((event) => event.includes('"error":'))).toHaveLength(1)
    const settled = await settledFor(ctx)
    expect(settled).toMatchObject([{ estimated: true }])
    expect(settled[0]!.completionTokens).toBeGreaterThan(0)
    expect(await ai.calls()).toHaveLength(1)
  },
)

test('refuses a model the tenant may not use, without asking any', async () => {
  const ctx = contextFor('acme')
  const outcome = await chat.complete(ctx, tenant(), { messages: MESSAGES, model: '@cf/forbidden' })

  expect(outcome).toMatchObject({ ok: false, code: 'model_not_found', param: 'model' })
  expect(await ai.calls()).toHaveLength(0)
  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
})

test('passes tools on and returns tool calls in OpenAI form', async () => {
  const ctx = contextFor('acme')
  const toolCalls = [{ name: 'weather', arguments: { city: 'Oslo' } }]
  await ai.script([{ kind: 'json', body: { response: null, tool_calls: toolCalls } }])
  const tools = [{ type: 'function' as const, function: { name: 'weather' } }]

  const outcome = await chat.complete(ctx, tenant(), { messages: MESSAGES, tools })

  if (!outcome.ok || outcome.value.kind !== 'json') throw new Error(JSON.stringify(outcome))
  const choice = JSON.parse(outcome.value.json).choices[0]
  expect(choice.finish_reason).toBe('tool_calls')
  expect(choice.message.tool_calls[0]).toMatchObject({
    type: 'function',
    function: { name: 'weather', arguments: '{"city":"Oslo"}' },
  })
  expect((await ai.calls())[0]!.inputs['tools']).toEqual(tools)
})

test('reads on when the client leaves, and settles what was used', async () => {
  const ctx = contextFor('acme')
  await ai.script([{ kind: 'gated', words: ['One'], rest: [' two'] }])
  const outcome = await chat.complete(
    ctx,
    tenant({ timeouts: { firstTokenMs: 2_000, idleMs: 2_000, totalMs: 5_000 } }),
    { messages: MESSAGES, stream: true },
  )
  if (!outcome.ok || outcome.value.kind !== 'stream') throw new Error(JSON.stringify(outcome))

  await outcome.value.stream.cancel()
  await ai.release()

  expect(await settledFor(ctx)).toMatchObject([{ estimated: true }])
  expect(await ai.cancelled()).toBe(0)
})

test('lets the provider go when the client left and the rest takes too long', async () => {
  await ai.script([{ kind: 'gated', words: ['One'], rest: [' two'], stalls: true }])
  const ctx = contextFor('acme')
  const patient = tenant({ timeouts: { firstTokenMs: 4_000, idleMs: 4_000, totalMs: 4_500 } })
  // Not fake timers: those fire in the context of the test, where the streams of the Worker may not be
  // touched.
  const { setTimeout: real } = globalThis
  const shortened = (run: () => void, ms?: number) => real(run, ms === DRAIN_MS ? 200 : ms)
  vi.stubGlobal('setTimeout', shortened)
  const outcome = await chat.complete(ctx, patient, { messages: MESSAGES, stream: true })
  if (!outcome.ok || outcome.value.kind !== 'stream') throw new Error(JSON.stringify(outcome))

  const leftMs = Date.now()
  await outcome.value.stream.cancel()
  await ai.release()
  const settled = await settledFor(ctx)
  vi.unstubAllGlobals()

  expect(settled).toMatchObject([{ estimated: true, completionTokens: expect.any(Number) }])
  expect(Date.now() - leftMs).toBeGreaterThanOrEqual(190)
  expect(Date.now() - leftMs).toBeLessThan(2_000)
})

test('asked for, a stream is open before its first token, and a failure comes in band', async () => {
  const ctx = { ...contextFor('acme'), opensEarly: true }
  await ai.script(Array.from({ length: 4 }, () => ({ kind: 'hang' }) as const))
  const timeouts = { firstTokenMs: 300, idleMs: 300, totalMs: 4_000 }
  const acme = tenant({ timeouts, maxOutputTokens: 1 })

  const outcome = await chat.complete(ctx, acme, { messages: MESSAGES, stream: true })

  expect(outcome).toMatchObject({ ok: true, value: { ai: { model: acme.chat.model, isEarly: true } } })
  const events = dataOf(await streamText(outcome))
  expect(events).toHaveLength(1)
  expect(JSON.parse(events[0]!)).toMatchObject({
    error: { code: 'ai_timeout' },
    choices: [{ finish_reason: 'error' }],
  })
  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 0, completionTokens: 0 }])
})

test('an early stream whose answer comes is as any other', async () => {
  const ctx = { ...contextFor('acme'), opensEarly: true }
  await ai.script([
    { kind: 'say', words: ['Good', ' day'], usage: { prompt_tokens: 9, completion_tokens: 2 } },
  ])

  const events = dataOf(
    await streamText(await chat.complete(ctx, tenant(), { messages: MESSAGES, stream: true })),
  )

  expect(events.at(-1)).toBe('[DONE]')
  expect(events.join('')).toContain('Good')
  expect(await settledFor(ctx)).toMatchObject([{ promptTokens: 9, completionTokens: 2 }])
})

test('a model marked as reasoning is not waited for either, but fails fast as an HTTP error', async () => {
  const model = '@cf/openai/gpt-oss-20b'
  const timeouts = { firstTokenMs: 4_000, idleMs: 300, totalMs: 8_000 }
  await ai.script([{ kind: 'hang' }])

  const startMs = Date.now()
  const outcome = await chat.complete(contextFor('acme'), tenant({ model, fallbackModels: [], timeouts }), {
    messages: MESSAGES,
    stream: true,
  })

  expect(outcome).toMatchObject({ ok: true, value: { ai: { isEarly: true } } })
  expect(Date.now() - startMs).toBeLessThan(3_900)
  expect((await streamText(outcome)).includes('ai_timeout')).toBe(true)
})
