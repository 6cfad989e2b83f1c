import { parseTenantId } from '@bulkhead/tenant-schema/tenant-id'
import { afterEach, expect, test, vi } from 'vitest'

import { wholeAnswer } from '../whole-answer.ts'
import { openAiCompatible } from './openai-compatible.ts'

afterEach(() => vi.unstubAllGlobals())

const ANSWER = JSON.stringify({
  choices: [{ message: { content: 'Aye' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 1 },
})
const request = { messages: [{ role: 'user' as const, content: 'Ready?' }], maxTokens: 10, parameters: {} }

/** The text of what a server answers so, and whether its body was read in one step. */
async function read(headers: Record<string, string>, body: string = ANSWER) {
  const response = new Response(body, { headers: { 'content-type': 'application/json', ...headers } })
  const text = vi.spyOn(response, 'text')
  vi.stubGlobal('fetch', async () => response)
  const nowMs = Date.now()
  const reader = await openAiCompatible({ baseUrl: 'http://models.test/v1' }).answer({
    ctx: { requestId: 'r', tenantId: parseTenantId('acme') },
    model: 'm',
    request,
    stream: false,
    hasFallback: false,
    speech: { dialectOf: (given) => given, learn: () => undefined },
    startMs: nowMs,
    limits: { firstTokenMs: 1_000, idleMs: 1_000, endMs: nowMs + 1_000, maxChars: 1_000 },
    signal: new AbortController().signal,
  })
  const answer = await wholeAnswer(reader, request, [])
  return { text: answer.text, isAtOnce: text.mock.calls.length > 0 }
}

const length = (bytes: number) => ({ 'content-length': String(bytes) })

test.each([
  ['an answer of a known small size is read in one step', length(ANSWER.length), true],
  ['one whose size is not said is read as it comes', {}, false],
  ['so is one that may fill the memory', length(2 ** 30), false],
  ['and one that is compressed', { ...length(ANSWER.length), 'content-encoding': 'identity' }, false],
])('%s', async (_, headers, isAtOnce) => {
  expect(await read(headers)).toEqual({ text: 'Aye', isAtOnce })
})

test.each(['oops', '{}', '{"choices":[]}', '{"error":{"message":"overloaded","code":503}}'])(
  '%s is the same failure in one step as in many',
  async (body) => {
    const kindOf = (headers: Record<string, string>) =>
      read(headers, body).catch((thrown: { readonly kind: string }) => thrown.kind)

    expect(await kindOf(length(body.length))).toEqual(expect.any(String))
    expect(await kindOf(length(body.length))).toBe(await kindOf({}))
  },
)
