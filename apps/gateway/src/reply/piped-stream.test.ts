import { Log } from '@bulkhead/logging/log'
import { afterEach, expect, test, vi } from 'vitest'

import type { Exchange } from '../request/exchange.ts'
import { pipedStream } from './piped-stream.ts'
import type { StreamDialect } from './stream-guard.ts'

vi.stubGlobal('IdentityTransformStream', TransformStream)
afterEach(() => vi.restoreAllMocks())

const dialect = { errorEvent: () => 'event: error\n\n' } as unknown as StreamDialect

function exchangeOf(work: Promise<unknown>[]): Exchange {
  const log = new Log('gateway/request', { LOG_LEVEL: 'info' }, { requestId: 'req_1', tenantId: 'acme' })
  return { ctx: { waitUntil: (one: Promise<unknown>) => work.push(one) }, log, startMs: Date.now() } as never
}

test('a client that leaves before the first byte is logged, and the source is told', async () => {
  const lines = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const cancelled = vi.fn<() => void>()
  const source = new ReadableStream<Uint8Array>({ cancel: cancelled })
  const work: Promise<unknown>[] = []

  const stream = pipedStream(exchangeOf(work), source, dialect, true)
  await stream.cancel()
  await Promise.all(work)

  expect(cancelled).toHaveBeenCalledOnce()
  expect(JSON.stringify(lines.mock.calls)).toContain('client left the stream')
})

test('a source that breaks in the middle of an event ends with the error event, apart from it', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const source = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: {"ha')),
    pull: (controller) => controller.error(new Error('gone')),
  })
  const work: Promise<unknown>[] = []

  const text = await new Response(pipedStream(exchangeOf(work), source, dialect, false)).text()
  await Promise.all(work)

  expect(text).toBe('data: {"ha\n\nevent: error\n\n')
})
