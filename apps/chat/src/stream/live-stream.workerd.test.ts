import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { LiveStream, type EventBatch } from './live-stream.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function live() {
  const saved: EventBatch[] = []
  return { stream: new LiveStream((batch) => saved.push(batch)), saved }
}
/** Streams that end without a terminal event break. */
const END = 'event: message.end\ndata: {}\n\n'
const textOf = (readable: ReadableStream<Uint8Array>) => new Response(readable).text()

test('every reader gets each event once, whenever it joins', async () => {
  const { stream } = live()
  const early = stream.subscribe(0)
  stream.write(['1;', '2;'])
  const middle = stream.subscribe(1)
  stream.write([END])
  stream.close()
  const late = stream.subscribe(2)

  expect(await Promise.all([early, middle, late].map(textOf))).toEqual([`1;2;${END}`, `2;${END}`, END])
})

test('a stream that is closed without its terminal event breaks', async () => {
  const { stream } = live()
  const reader = stream.subscribe(0)
  stream.write(['1;'])
  stream.close()

  await expect(textOf(reader)).rejects.toThrow('no terminal event')
})

test('the log gets the first events soon and the others each second, in order and without gap', async () => {
  const { stream, saved } = live()
  for (let i = 1; i <= 10; i++) {
    stream.write([`${i};`])
    await vi.advanceTimersByTimeAsync(100)
  }
  stream.write(['end;'])
  stream.close()

  expect(saved.map(({ text }) => text).join('')).toBe('1;2;3;4;5;6;7;8;9;10;end;')
  expect(saved).toHaveLength(2)
  let next = 1
  for (const { firstId, lastId } of saved) {
    expect(firstId).toBe(next)
    next = lastId + 1
  }
  expect(next).toBe(12)
})

test('much at once is saved before its second is over, but not more often than the first', async () => {
  const { stream, saved } = live()
  for (let i = 0; i < 30; i++) {
    stream.write(['.'.repeat(1_024)])
    await vi.advanceTimersByTimeAsync(100)
  }

  expect(saved.length).toBeGreaterThan(8)
  expect(saved.length).toBeLessThanOrEqual(12)
})

test('a reader that left is forgotten and stops nobody', async () => {
  const { stream } = live()
  const gone = stream.subscribe(0)
  const here = stream.subscribe(0)
  await gone.cancel()
  stream.write([END])
  stream.close()

  expect(await textOf(here)).toBe(END)
})

test('after it was abandoned nothing is saved, and after the end nothing is written', async () => {
  const { stream, saved } = live()
  stream.write(['1;\n'])
  stream.abandon()
  stream.write([END])
  stream.close()
  stream.write(['late;'])

  expect(saved).toEqual([])
  expect(await textOf(stream.subscribe(0))).toBe(`1;\n${END}`)
})

test('when the log fails, readers go on, and it is known that events are missing from it', async () => {
  const failure = new Error('no room')
  const saved: EventBatch[] = []
  const stream = new LiveStream((batch) => {
    if (saved.length === 1) throw failure
    saved.push(batch)
  })
  const reader = stream.subscribe(0)
  for (const event of ['1;', '2;', END]) {
    stream.write([event])
    await vi.advanceTimersByTimeAsync(1_000)
  }
  stream.close()

  expect(await textOf(reader)).toBe(`1;2;${END}`)
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
