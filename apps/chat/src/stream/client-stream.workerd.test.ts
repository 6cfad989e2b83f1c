import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { WRITE_EVERY_MS } from '../limits.ts'
import { ClientStream } from './client-stream.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const END = 'data: [DONE]\n\n'

/** What arrives in each step. */
async function stepsOf(readable: ReadableStream<Uint8Array>): Promise<string[]> {
  const steps: string[] = []
  const decoder = new TextDecoder()
  for await (const bytes of readable) steps.push(decoder.decode(bytes))
  return steps
}

test('the first event goes out at once, those of one frame of a screen together, the last without a wait', async () => {
  const client = new ClientStream()
  const steps = stepsOf(client.readable)
  for (const event of ['1;', '2;', '3;']) client.write([event])
  await vi.advanceTimersByTimeAsync(WRITE_EVERY_MS)
  client.write(['4;'])
  client.write([END])
  client.close()

  expect(await steps).toEqual(['1;', '2;3;', `4;${END}`])
})

test('events that a screen can show apart are written apart', async () => {
  const client = new ClientStream()
  const steps = stepsOf(client.readable)
  for (const event of ['1;', '2;', END]) {
    client.write([event])
    await vi.advanceTimersByTimeAsync(WRITE_EVERY_MS)
  }
  client.close()

  expect(await steps).toEqual(['1;', '2;', END])
})
