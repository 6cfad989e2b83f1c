import { expect, test } from 'vitest'

import { leaveAfter, OneAtATime } from './one-at-a-time.ts'

const linesOf = (...lines: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const line of lines) controller.enqueue(new TextEncoder().encode(line))
      controller.close()
    },
  })

test('the next document waits until the one before is read to its end', async () => {
  const turns = new OneAtATime(5_000)
  const order: string[] = []
  const first = await turns.enter()
  const second = (async () => {
    const leave = await turns.enter()
    order.push('second')
    leave()
  })()

  await Promise.resolve()
  order.push('first is read')
  const text = await new Response(leaveAfter(linesOf('a', 'b'), first)).text()
  await second

  expect(text).toBe('ab')
  expect(order).toEqual(['first is read', 'second'])
})

test('a reply that nobody reads any more gives its turn back', async () => {
  const turns = new OneAtATime(60_000)
  const lines = leaveAfter(linesOf('a'), await turns.enter())

  await lines.cancel()

  await expect(turns.enter()).resolves.toBeTypeOf('function')
})

test('a turn that is never given back ends after its time', async () => {
  const turns = new OneAtATime(20)
  await turns.enter()

  await expect(turns.enter()).resolves.toBeTypeOf('function')
})
