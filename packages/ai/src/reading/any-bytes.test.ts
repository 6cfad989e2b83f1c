// Fuzz: answers of every known form, with values, fields and bytes changed at random and cut into random
// chunks. Whatever comes, the reader ends, in
// one form or with a failure of the provider's; never with a mistake of its own.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Delta } from '../model-answer.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import { DeltaReader } from './delta-reader.ts'

const USAGE = { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 }
const CALL = { index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }
const BODIES: readonly object[] = [
  { choices: [{ index: 0, message: { content: 'Aye.' }, finish_reason: 'stop' }], usage: USAGE },
  { choices: [{ message: { content: [{ type: 'text', text: 'Aye.' }], refusal: 'no' } }] },
  { choices: [{ message: { content: null, tool_calls: [CALL, CALL] }, finish_reason: 'tool_calls' }] },
  { choices: [{ delta: { content: 'Aye.', reasoning_content: 'hm' }, finish_reason: null }] },
  { choices: [{ delta: { tool_calls: [CALL] }, finish_reason: 'length', logprobs: { content: [] } }] },
  { choices: [], usage: { ...USAGE, completion_tokens_details: { reasoning_tokens: 94 } } },
  { response: 'Aye.', tool_calls: [{ name: 'f', arguments: { a: 1 } }], usage: USAGE },
  { error: { message: 'boom', code: 500 } },
  { object: 'error', message: 'died', code: 'server_error' },
]

const body = fc.constantFrom(...BODIES)
/** One value somewhere inside becomes anything. */
const changed = fc
  .tuple(body, fc.nat(60), fc.oneof(fc.jsonValue({ maxDepth: 3 }), body))
  .map(([given, at, value]) => {
    let seen = 0
    return (
      JSON.stringify(given, (_, each: unknown) => (seen++ === at ? structuredClone(value) : each)) ?? 'null'
    )
  })
const event = fc.oneof(
  { weight: 6, arbitrary: changed.map((text) => `data: ${text}\n\n`) },
  { weight: 2, arbitrary: changed.map((text) => `event: error\r\ndata:${text}\r\n\r\n`) },
  { weight: 1, arbitrary: changed.map((text) => `${text}\n`) },
  { weight: 1, arbitrary: fc.constantFrom('data: [DONE]\n\n', ': ping\n', 'data:\n\n', '\n', '[', '}') },
)
const broken = fc
  .tuple(fc.array(event, { maxLength: 8 }), fc.option(fc.tuple(fc.nat(400), fc.nat(255))))
  .map(([events, damage]) => {
    const bytes = new TextEncoder().encode(events.join(''))
    if (damage !== null && damage[0] < bytes.length) bytes[damage[0]] = damage[1]
    return bytes
  })

function chunked(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
      controller.close()
    },
  })
}

const MAX_CHARS = 2_000

/** What is wrong with how the reader took it; undefined: nothing. */
async function problemWith(bytes: Uint8Array, size: number): Promise<unknown> {
  const nowMs = Date.now()
  const limits = { firstTokenMs: 1_000, idleMs: 1_000, endMs: nowMs + 2_000, maxChars: MAX_CHARS }
  const reader = new DeltaReader(chunked(bytes, size), nowMs, limits)
  try {
    for (let deltas = await reader.next(); deltas !== undefined; deltas = await reader.next()) {
      const odd = deltas.find((delta) => !isInForm(delta))
      if (odd !== undefined) return odd
    }
    return reader.answer.toolCalls.all.find(({ id }) => id === '')
  } catch (thrown) {
    if (!(thrown instanceof ProviderFailure)) return thrown
    // A mistake of ours would be read as a broken connection.
    return thrown.cause instanceof Error && MISTAKES.has(thrown.cause.name) ? thrown.cause : undefined
  }
}

const MISTAKES = new Set(['TypeError', 'RangeError', 'ReferenceError'])

function isInForm({ text, refusal, reasoning, toolCalls }: Delta): boolean {
  const isText = [text, refusal, reasoning].every((each) => typeof each === 'string')
  const areCalls = toolCalls.every(({ index, function: called }) => {
    const { arguments: given = '', name = '' } = called ?? {}
    return Number.isInteger(index) && index >= 0 && typeof given === 'string' && typeof name === 'string'
  })
  return isText && areCalls
}

test('whatever bytes come, the reader ends in its one form or with a failure of the provider', async () => {
  const bytes = fc.oneof(
    broken,
    changed.map((text) => new TextEncoder().encode(text)),
  )
  const size = fc.integer({ min: 1, max: 64 })
  await fc.assert(
    fc.asyncProperty(bytes, size, async (...sent) => {
      expect(await problemWith(...sent)).toBeUndefined()
    }),
    { numRuns: 1_000 },
  )
})
