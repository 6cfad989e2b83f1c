import type { Fault } from '@bulkhead/faults/fault'
import { env, exports } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'

import type { LocalCloudEnv } from './env.ts'
import { runModel } from './run-model.ts'

interface Cloud {
  run(model: string, inputs: unknown, options?: object): Promise<unknown>
  toMarkdown(file: object): Promise<unknown>
  set(fault: Fault): Promise<void>
  clear(): Promise<void>
}
const cloud = exports.default as unknown as Cloud
const ai = exports.LocalAi as unknown as Cloud
/** Without the RPC layer, where a rejection would also be reported as unhandled on the callee's side. */
const run = (inputs: unknown) => runModel(env as unknown as LocalCloudEnv, inputs)
const MODEL = '@cf/meta/llama-3.3-70b-instruct-fp8-fast'
const asked = (content: string, more: object = {}) => ({ messages: [{ role: 'user', content }], ...more })
const grounded = (question: string) =>
  '<sources>\n<source n="1" title="Tea">\nTea is drunk hot.\n</source>\n<source n="2" title="Refunds">\n' +
  `Refunds are paid within 14 days. Fees &lt; 5 euros are kept.\n</source>\n</sources>\n\nQuestion: ${question}`

async function eventsOf(stream: unknown): Promise<string[]> {
  const text = await new Response(stream as ReadableStream).text()
  return text.split('\n\n').slice(0, -1)
}
const dataOf = (event: string) => JSON.parse(event.slice('data: '.length))

afterEach(async () => {
  vi.useRealTimers()
  await cloud.clear()
})

test('a plain reply says that it is a stand-in and counts its tokens', async () => {
  const reply = await ai.run(MODEL, asked('my password is hunter2'))

  expect(reply).toMatchObject({
    response: expect.stringMatching(/^This is Bulkhead's local stand-in/),
    finish_reason: 'stop',
    usage: { prompt_tokens: expect.any(Number), total_tokens: expect.any(Number) },
  })
  expect(JSON.stringify(reply)).not.toContain('hunter2')
})

test('a stream tells the same reply word by word, then usage, then [DONE]', async () => {
  const whole = (await ai.run(MODEL, asked('hello'))) as { response: string; usage: object }
  const events = await eventsOf(await ai.run(MODEL, asked('hello', { stream: true })))
  const words = events.slice(0, -2).map((event) => dataOf(event).response)

  expect(words.join('')).toBe(whole.response)
  expect(words.length).toBeGreaterThan(30)
  expect(dataOf(events.at(-2)!)).toMatchObject({ usage: whole.usage, finish_reason: 'stop' })
  expect(events.at(-1)).toBe('data: [DONE]')
})

test('with sources it quotes them, unescaped and marked', async () => {
  expect(await ai.run(MODEL, asked(grounded('When are refunds paid?')))).toMatchObject({
    response: 'Refunds are paid within 14 days. [2]',
  })
  expect(await ai.run(MODEL, asked(grounded('Which fees are kept?')))).toMatchObject({
    response: 'Fees < 5 euros are kept. [2]',
  })
})

test('what the sources do not hold is refused, without a mark', async () => {
  expect(await ai.run(MODEL, asked(grounded('Who won the football match?')))).toMatchObject({
    response: 'I could not find this in the documents provided.',
  })
})

test.each([{ text: 'one' }, { text: ['one', 'two'] }])(
  'embeds %j as bge-m3 would shape it',
  async (input) => {
    const count = [input.text].flat().length
    const reply = (await ai.run('@cf/baai/bge-m3', input)) as { data: number[][] }

    expect(reply).toMatchObject({ shape: [count, 1_024], pooling: 'cls' })
    expect(reply.data.map((vector) => vector.length)).toEqual(Array.from({ length: count }, () => 1_024))
  },
)

test.each([null, {}, { text: [] }, { text: 7 }, { messages: 'hi' }, { prompt: 'hi', max_tokens: 0 }])(
  'refuses %j as Workers AI does',
  async (inputs) => {
    await expect(run(inputs)).rejects.toMatchObject({
      name: 'AiError',
      message: expect.stringMatching(/^5006: /),
      status: 400,
    })
  },
)

test.each([
  [{ mode: 'error' }, 500, /^3043: .*HTTP 500/],
  [{ mode: 'error', status: 401 }, 401, /^10000: .*HTTP 401/],
  [{ mode: 'error', status: 503 }, 503, /^3043: .*HTTP 503/],
  [{ mode: 'quota' }, 429, /^3040: /],
  [{ mode: 'cut' }, 500, /^3043: /],
] as const)('fault %j is thrown with status %i', async (fault, status, message) => {
  await cloud.set({ target: 'ai', count: 1, ...fault })

  await expect(run(asked('hello'))).rejects.toMatchObject({
    status,
    message: expect.stringMatching(message),
  })
  await expect(ai.run(MODEL, asked('hello'))).resolves.toBeDefined()
})

test('fault malformed is an answer that is none', async () => {
  await cloud.set({ target: 'ai', mode: 'malformed' })

  expect(await ai.run(MODEL, asked('hello'))).not.toHaveProperty('response')
  expect(await ai.run('@cf/baai/bge-m3', { text: 'hello' })).not.toHaveProperty('data')
  const [first] = await eventsOf(await ai.run(MODEL, asked('hello', { stream: true })))
  expect(() => dataOf(first!)).toThrow(SyntaxError)
})

test('fault cut ends a stream after the first tokens, without usage and [DONE]', async () => {
  await cloud.set({ target: 'ai', mode: 'cut' })
  const events = await eventsOf(await ai.run(MODEL, asked('hello', { stream: true })))

  expect(events.map((event) => dataOf(event).response).join('')).toBe("This is Bulkhead's")
})

test('fault slow answers three seconds late', async () => {
  await cloud.set({ target: 'ai', mode: 'slow' })
  vi.useFakeTimers()
  const answered = vi.fn<(reply: unknown) => void>()
  const answer = run(asked('hello')).then(answered)

  await vi.advanceTimersByTimeAsync(2_900)
  expect(answered).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  await answer
  expect(answered).toHaveBeenCalledWith(expect.objectContaining({ finish_reason: 'stop' }))
})

test('fault timeout stays silent for two minutes', async () => {
  await cloud.set({ target: 'ai', mode: 'timeout' })
  vi.useFakeTimers()
  const settled = vi.fn<(thrown: unknown) => void>()
  const answer = run(asked('hello')).catch(settled)

  await vi.advanceTimersByTimeAsync(120_000)
  expect(settled).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(40_000)
  await answer
  expect(settled).toHaveBeenCalledWith(expect.objectContaining({ status: 408 }))
})

test('faults of one target leave the other alone', async () => {
  await cloud.set({ target: 'vectorize', mode: 'error' })

  await expect(ai.run(MODEL, asked('hello'))).resolves.toBeDefined()
})

test('pictures are refused as what they are: nothing here can see', async () => {
  const blob = new Blob([new Uint8Array([0x89, 0x50])])

  expect(await ai.toMarkdown({ name: 'berth.png', blob })).toMatchObject({
    name: 'berth.png',
    format: 'error',
    error: expect.stringContaining('stand-in'),
  })
})
