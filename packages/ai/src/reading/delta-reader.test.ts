import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { DeltaReader } from './delta-reader.ts'

const encoder = new TextEncoder()
const own = (text: string) => `data: ${JSON.stringify({ response: text })}\n\n`
const DONE = 'data: [DONE]\n\n'
const LIMITS = { firstTokenMs: 100, idleMs: 50, maxChars: 40 }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function readerOf(chunks: readonly (string | Uint8Array)[], ending: 'close' | 'stall' | 'error' = 'close') {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)
      if (ending === 'close') controller.close()
      if (ending === 'error') controller.error(new Error('gone'))
    },
  })
  return new DeltaReader(body, Date.now(), { ...LIMITS, endMs: Date.now() + 1_000 })
}

async function drain(reader: DeltaReader): Promise<string> {
  let text = ''
  for (let deltas = await reader.next(); deltas !== undefined; deltas = await reader.next()) {
    for (const delta of deltas) text += delta.text
  }
  return text
}

/** What the work failed with. */
function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
}

test('the text is the same however the bytes are cut, inside characters too', async () => {
  const words = ['Grüße', ' aus', ' 東京', ' 🎌', '\n\nline']
  const bytes = encoder.encode([...words.map(own), DONE].join('').replaceAll('\n\n', '\r\n\r\n'))

  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
      const pieces = at.slice(1).map((end, i) => bytes.slice(at[i], end))

      expect(await drain(readerOf(pieces))).toBe(words.join(''))
    }),
  )
})

test('a model that does not stop is cut off, and what came before is kept', async () => {
  const reader = readerOf(
    Array.from({ length: 50 }, () => own('more ')),
    'stall',
  )

  expect(await failureOf(drain(reader))).toMatchObject({ kind: 'malformed' })
  expect(reader.answer.said.length).toBeLessThanOrEqual(LIMITS.maxChars + 'more '.length)
})

test('a model that does not stop thinking is cut off too', async () => {
  const thought = `data: ${JSON.stringify({ choices: [{ delta: { reasoning_content: 'hmm, ' } }] })}\n\n`
  const reader = readerOf(
    Array.from({ length: 50 }, () => thought),
    'stall',
  )

  expect(await failureOf(drain(reader))).toMatchObject({ kind: 'malformed' })
  expect(reader.answer.said.length).toBeLessThanOrEqual(LIMITS.maxChars + 'hmm, '.length)
})

test('thoughts alone are no answer', async () => {
  const thought = `data: ${JSON.stringify({ choices: [{ delta: { reasoning: 'hm' } }] })}\n\n`

  expect(await failureOf(drain(readerOf([thought, DONE])))).toMatchObject({ kind: 'empty' })
})

test('ends at [DONE], or at the close after a finish reason', async () => {
  const finished = `data: ${JSON.stringify({ choices: [{ delta: { content: 'Hi' }, finish_reason: 'stop' }] })}\n\n`

  expect(await drain(readerOf([own('Hi'), DONE, own('ignored')], 'stall'))).toBe('Hi')
  expect(await drain(readerOf([finished]))).toBe('Hi')
})

test.each([
  ['closes without its end', [own('Hi')], 'close', 'cut'],
  ['closes at once', [], 'close', 'cut'],
  ['breaks', [own('Hi')], 'error', undefined],
  ['holds no text', [own(''), DONE], 'close', 'empty'],
  ['holds rubbish', [own('Hi'), 'data: {{{\n\n'], 'close', 'malformed'],
  ['holds an error', [own('Hi'), 'data: {"error":{"code":429}}\n\n'], 'close', 'quota'],
] as const)('a stream that %s is a failed attempt', async (_name, chunks, ending, kind) => {
  await expect(drain(readerOf(chunks, ending))).rejects.toMatchObject(
    kind === undefined ? { kind: 'transient', cause: { message: 'gone' } } : { kind },
  )
})

test('what came before the error in one chunk of bytes is given out first', async () => {
  const reader = readerOf([own('Hi') + 'data: {{{\n\n'])

  expect(await reader.next()).toMatchObject([{ text: 'Hi', toolCalls: [] }])
  await expect(reader.next()).rejects.toMatchObject({ kind: 'malformed' })
})

test('waits for the first token and for the next one each as long as it may', async () => {
  const first = failureOf(drain(readerOf([], 'stall')))
  const idle = failureOf(drain(readerOf([own('Hi')], 'stall')))

  await vi.advanceTimersByTimeAsync(100)

  expect(await first).toMatchObject({ timeout: 'firstToken' })
  expect(await idle).toMatchObject({ timeout: 'idle', waitedMs: 50 })
})

test('a model that thinks is alive', async () => {
  const thinking = `data: ${JSON.stringify({ choices: [{ delta: { reasoning_content: 'hm' } }] })}\n\n`
  const waiting = failureOf(drain(readerOf([thinking], 'stall')))

  await vi.advanceTimersByTimeAsync(50)

  expect(await waiting).toMatchObject({ timeout: 'idle' })
})

test('cancelling ends a read that waits', async () => {
  const reader = readerOf([], 'stall')
  const waiting = failureOf(reader.next())

  reader.cancel()

  expect(await waiting).toMatchObject({ kind: 'aborted' })
})

test.each([
  ['close', 0, false],
  ['stall', 999, false],
  ['stall', 1_000, true],
] as const)(
  'after the last event a body that can %s is left after %i ms: %s',
  async (ending, ms, isCancelled) => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(encoder.encode(own('Hello') + DONE))
        if (ending === 'close') controller.close()
      },
      cancel() {
        cancelled = true
      },
    })
    const reader = new DeltaReader(body, Date.now(), { ...LIMITS, endMs: Infinity })

    const text = await drain(reader)
    await vi.advanceTimersByTimeAsync(ms)

    expect({ text, cancelled }).toEqual({ text: 'Hello', cancelled: isCancelled })
    expect(vi.getTimerCount()).toBe(ending === 'close' || isCancelled ? 0 : 1)
  },
)
