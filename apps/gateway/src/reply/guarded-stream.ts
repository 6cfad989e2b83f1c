import { HEARTBEAT_MS, PING } from '@bulkhead/contracts/heartbeat'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Exchange } from '../request/exchange.ts'
import { EventFollower, type WrittenDialect } from './stream-guard.ts'

const encoder = new TextEncoder()
const ping = encoder.encode(PING)

/** What a client is told whose stream broke. */
export const ERROR_OF_BREAK = [
  'service_unavailable',
  {
    message: 'The answer was interrupted. Send the request again, or attach to its stream to get the rest.',
  },
] as const

/**
 * Passes a stream of events on and ensures that it ends with exactly one terminal event: clients take a
 * stream that just ends for success. Sends a comment every 15 s, between whole events, so that idle
 * connections are not closed; an early stream begins with one. For senders that do not do this themselves.
 */
export function guardedStream(
  exchange: Exchange,
  source: ReadableStream<Uint8Array>,
  dialect: WrittenDialect,
  isEarly: boolean,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new IdentityTransformStream()
  const out = writable.getWriter()
  if (isEarly) out.write(ping).catch(() => undefined)
  exchange.ctx.waitUntil(pump(exchange, source, out, dialect))
  return readable
}

async function pump(
  exchange: Exchange,
  source: ReadableStream<Uint8Array>,
  out: WritableStreamDefaultWriter<Uint8Array>,
  dialect: WrittenDialect,
): Promise<void> {
  const follower = new EventFollower(dialect.terminalMark)
  const reader = source.getReader()
  let clientGone = false
  const leave = () => {
    clientGone = true
    reader.cancel('client gone').catch(() => undefined)
  }
  exchange.request.signal.addEventListener('abort', leave)
  const heartbeat = setInterval(() => out.write(ping).catch(leave), HEARTBEAT_MS)
  let broken: unknown
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const whole = follower.push(read.value)
      if (whole.byteLength > 0) await out.write(whole).catch(leave)
    }
  } catch (thrown) {
    broken = thrown
  }
  clearInterval(heartbeat)
  exchange.request.signal.removeEventListener('abort', leave)
  if (clientGone) {
    exchange.log.info('client left the stream', { target: 'chat', latencyMs: Date.now() - exchange.startMs })
  } else if (!follower.ended) {
    exchange.log.error(
      'stream broke',
      { errorCode: 'service_unavailable', target: 'chat' },
      { thrown: broken },
    )
  }
  await finish(exchange, out, follower.ended ? undefined : dialect)
}

async function finish(
  exchange: Exchange,
  out: WritableStreamDefaultWriter<Uint8Array>,
  missingEnd: WrittenDialect | undefined,
): Promise<void> {
  try {
    if (missingEnd !== undefined) {
      const error = new BulkheadError(...ERROR_OF_BREAK)
      await out.write(encoder.encode(missingEnd.errorEvent(error, exchange)))
    }
    await out.close()
  } catch {
    // The client has disconnected; there is nobody to report to.
  }
}
