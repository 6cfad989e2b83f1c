import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { LiveStream, type EventBatch } from './live-stream.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function live() {
  const saved: EventBatch[] = []
  return { stream: new LiveStream((batch) => saved.push(batch)), saved }
}
const textOf = (readable: ReadableStream<Uint8Array>) => new Response(readable).text()

test('every reader gets each event once, whenever it joins', async () => {
  const { stream } = live()
  const early = stream.subscribe(0)
  stream.write(['1;', '2;'])
  const middle = stream.subscribe(1)
  stream.write(['3;'])
  stream.close()
  const late = stream.subscribe(2)

  expect(await Promise.all([early, middle, late].map(textOf))).toEqual(['1;2;3;', '2;3;', '3;'])
})

test('the log gets a few batches, in order and without gap, and the rest at the end', async () => {
  const { stream, saved } = live()
  for (let i = 1; i <= 10; i++) {
    stream.write([`${i};`])
    await vi.advanceTimersByTimeAsync(100)
  }
  stream.write(['end;'])
  stream.close()

  expect(saved.map(({ text }) => text).join('')).toBe('1;2;3;4;5;6;7;8;9;10;end;')
  expect(saved.length).toBeLessThanOrEqual(5)
  let next = 1
  for (const { firstId, lastId } of saved) {
    expect(firstId).toBe(next)
    next = lastId + 1
  }
  expect(next).toBe(12)
})

test('a reader that left is forgotten and stops nobody', async () => {
  const { stream } = live()
  const gone = stream.subscribe(0)
  const here = stream.subscribe(0)
  await gone.cancel()
  stream.write(['1;'])
  stream.close()

  expect(await textOf(here)).toBe('1;')
})

test('after it was abandoned nothing is saved, and after the end nothing is written', async () => {
  const { stream, saved } = live()
  stream.write(['1;'])
  stream.abandon()
  stream.write(['error;'])
  stream.close()
  stream.write(['late;'])

  expect(saved).toEqual([])
  expect(await textOf(stream.subscribe(0))).toBe('1;error;')
})

test('when the log fails, readers go on, and it is known that events are missing from it', async () => {
  const failure = new Error('no room')
  const saved: EventBatch[] = []
  const stream = new LiveStream((batch) => {
    if (saved.length === 1) throw failure
    saved.push(batch)
  })
  const reader = stream.subscribe(0)
  for (const event of ['1;', '2;', '3;']) {
    stream.write([event])
    await vi.advanceTimersByTimeAsync(1_000)
  }
  stream.close()

  expect(await textOf(reader)).toBe('1;2;3;')
  expect(saved.map(({ text }) => text)).toEqual(['1;'])
  expect(stream.lost).toBe(failure)
})

test('no batch is larger than a row may be, whatever comes at once', () => {
  const { stream, saved } = live()
  const events = Array.from({ length: 100 }, (_, i) => `${i};`.padEnd(10_000, '.'))
  stream.write(events)
  stream.close()

  expect(saved.map(({ text }) => text).join('')).toBe(events.join(''))
  expect(Math.max(...saved.map(({ text }) => text.length))).toBeLessThanOrEqual(256 * 1_024)
  expect(saved.map(({ firstId }) => firstId - 1)).toEqual([
    0,
    ...saved.slice(0, -1).map(({ lastId }) => lastId),
  ])
})
