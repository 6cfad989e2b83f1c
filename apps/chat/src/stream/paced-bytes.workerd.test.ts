import { PacedBytes } from '@bulkhead/ai/bytes/paced-bytes'
import { sleep } from '@bulkhead/calls/backoff'
import { expect, test } from 'vitest'

import { ai } from '../testing/bindings.ts'
import type { AiStep } from '../testing/fakes.worker.ts'

type Count = Omit<Extract<AiStep, { kind: 'count' }>, 'kind'>

const counting = (count: Count) => streaming({ kind: 'count', ...count })

/** From another Worker, as a provider's body is. */
async function streaming(step: AiStep): Promise<PacedBytes> {
  await ai.script([step])
  const body = await ai.run('m', { stream: true })
  if (!(body instanceof ReadableStream)) throw new Error('no stream')
  return new PacedBytes(body)
}

async function nextOf(bytes: PacedBytes) {
  await bytes.pause()
  return await bytes.read()
}

async function readAll(bytes: PacedBytes, pieces: string[] = []): Promise<string[]> {
  const decoder = new TextDecoder()
  for (;;) {
    const { done, value } = await nextOf(bytes)
    if (done) return pieces
    pieces.push(decoder.decode(value, { stream: true }))
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => `${at} `).join('')

test('pieces that come fast are read together, and none is lost', async () => {
  const bytes = await counting({ to: 200, everyMs: 1 })

  const pieces = await readAll(bytes)

  expect(pieces.join('')).toBe(numbers(200))
  expect(pieces.length).toBeLessThan(100)
})

test('they come while the body goes on, and its end ends the pause', async () => {
  const bytes = await counting({ to: 300, everyMs: 2 })
  const pieces: string[] = []
  const reading = readAll(bytes, pieces)
  reading.catch(() => undefined)

  await sleep(300)

  const soFar = pieces.join('')
  expect(soFar.length).toBeGreaterThan(10)
  expect(numbers(299).startsWith(soFar)).toBe(true)
  await reading
  expect(pieces.join('')).toBe(numbers(300))
})

test('pieces that come slowly come one by one', async () => {
  const bytes = await counting({ to: 4, everyMs: 100 })

  expect(await readAll(bytes)).toEqual(['0 ', '1 ', '2 ', '3 '])
})

test('what came before a body broke is read first', async () => {
  const bytes = await counting({ to: 100, everyMs: 1, breaks: true })
  const pieces: string[] = []

  await expect(readAll(bytes, pieces)).rejects.toThrow('disconnected')

  expect(pieces.join('')).toBe(numbers(100))
})

test.each([1, 2, 5])('cancelled after %i pieces, the sender learns of it', async (count) => {
  const bytes = await counting({ to: 5_000, everyMs: 1 })
  for (let at = 0; at < count; at++) await nextOf(bytes)

  await bytes.cancel()

  await expect.poll(() => ai.cancelled(), { timeout: 5_000 }).toBe(1)
})

test('a sender is never far ahead of a reader, who is not held up by what has come', async () => {
  const bytes = await streaming({ kind: 'flood' })
  let readBytes = 0
  const beginMs = Date.now()
  while (Date.now() < beginMs + 500) readBytes += (await nextOf(bytes)).value?.byteLength ?? 0

  expect((await ai.sentBytes()) - readBytes).toBeLessThan(4_000_000)
  // A pause after each piece would let 330 kB through.
  expect(readBytes).toBeGreaterThan(1_000_000)
  await bytes.cancel()
})
