import { expect, test, vi } from 'vitest'

import { Incoming } from './incoming.ts'

const PATIENCE = { bytes: 6, idleMs: 30, deadline: Number.POSITIVE_INFINITY }

/** A body of these chunks; then it ends, breaks or says nothing more. */
function bodyOf(chunks: readonly string[], then: 'end' | 'break' | 'stall', cancel = vi.fn<() => void>()) {
  const left = [...chunks]
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = left.shift()
        if (chunk !== undefined) controller.enqueue(new TextEncoder().encode(chunk))
        else if (then === 'end') controller.close()
        else if (then === 'break') controller.error(new Error('connection lost'))
        return then === 'stall' && chunk === undefined ? new Promise<void>(() => undefined) : undefined
      },
      cancel,
    },
    { highWaterMark: 0 },
  )
}

async function textOf(incoming: Incoming): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of incoming.chunks()) text += decoder.decode(chunk, { stream: true })
  return text
}

test('gives the head first and then everything', async () => {
  const incoming = new Incoming(bodyOf(['abc', 'def'], 'end'), PATIENCE)

  expect(new TextDecoder().decode(await incoming.head())).toBe('abcdef')
  expect(await textOf(incoming)).toBe('abcdef')
})

test.each([
  ['breaks off', bodyOf(['abc'], 'break'), 'invalid_request'],
  ['ends early', bodyOf(['abc'], 'end'), 'invalid_request'],
  ['sends more than it said', bodyOf(['abc', 'defg'], 'end'), 'invalid_request'],
  ['sends nothing', bodyOf([], 'end'), 'invalid_request'],
  ['stalls', bodyOf(['abc'], 'stall'), 'request_timeout'],
  ['is silent from the start', bodyOf([], 'stall'), 'request_timeout'],
])('a client that %s is told so', async (_, body, code) => {
  await expect(textOf(new Incoming(body, PATIENCE))).rejects.toMatchObject({ code })
})

test('a client that drips is not waited for beyond the deadline', async () => {
  const drips = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 15))
      controller.enqueue(new Uint8Array(1))
    },
  })
  const patience = { bytes: 1_000_000, idleMs: 1_000, deadline: Date.now() + 60 }

  await expect(textOf(new Incoming(drips, patience))).rejects.toMatchObject({ code: 'request_timeout' })
})

test('a client whose file is not wanted is told to stop', async () => {
  const cancel = vi.fn<() => void>()
  const incoming = new Incoming(bodyOf(['abc', 'def'], 'end', cancel), PATIENCE)

  await incoming.cancel()

  expect(cancel).toHaveBeenCalledOnce()
})
