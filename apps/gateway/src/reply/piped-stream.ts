import { PING } from '@bulkhead/contracts/heartbeat'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Exchange } from '../request/exchange.ts'
import { ERROR_OF_BREAK } from './guarded-stream.ts'
import type { StreamDialect } from './stream-guard.ts'

const encoder = new TextEncoder()
const ping = encoder.encode(PING)
/** A sender that dies may have sent a piece of an event: the error is not to be read as its rest. */
const EVENT_END = '\n\n'

/**
 * Hands on a stream whose sender guards it: the runtime passes the bytes on, and no chunk is looked at here. Such a stream ends with its
 * terminal event or breaks; if it breaks, the error event is written here.
 */
export function pipedStream(
  exchange: Exchange,
  source: ReadableStream<Uint8Array>,
  dialect: StreamDialect,
  isEarly: boolean,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new IdentityTransformStream()
  exchange.ctx.waitUntil(pipe(exchange, { source, writable, dialect, isEarly }))
  return readable
}

interface Passing {
  readonly source: ReadableStream<Uint8Array>
  readonly writable: WritableStream<Uint8Array>
  readonly dialect: StreamDialect
  readonly isEarly: boolean
}

async function pipe(exchange: Exchange, { source, writable, dialect, isEarly }: Passing): Promise<void> {
  try {
    if (isEarly) write(writable, ping)
    await source.pipeTo(writable, { preventAbort: true })
  } catch (thrown) {
    await endBroken(exchange, writable, dialect, thrown)
  }
}

/** Nobody waits for it: where the client has left, the pipe after it fails, and cancels the source. */
function write(writable: WritableStream<Uint8Array>, bytes: Uint8Array): void {
  const out = writable.getWriter()
  out.write(bytes).catch(() => undefined)
  out.releaseLock()
}

/** Either the sender is gone, and the client hears of it, or the client is, and nobody does. */
async function endBroken(
  exchange: Exchange,
  writable: WritableStream<Uint8Array>,
  dialect: StreamDialect,
  thrown: unknown,
): Promise<void> {
  try {
    const out = writable.getWriter()
    const errorEvent = dialect.errorEvent(new BulkheadError(...ERROR_OF_BREAK), exchange)
    await out.write(encoder.encode(EVENT_END + errorEvent))
    await out.close()
    exchange.log.error('stream broke', { errorCode: 'service_unavailable', target: 'chat' }, { thrown })
  } catch {
    exchange.log.info('client left the stream', { target: 'chat', latencyMs: Date.now() - exchange.startMs })
  }
}
