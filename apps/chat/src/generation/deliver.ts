import { sleep } from '@bulkhead/calls/backoff'
import type { AiReply } from '@bulkhead/contracts/chat'

import { DRAIN_MS } from '../limits.ts'
import type { Run } from '../run.ts'
import { ClientStream } from '../stream/client-stream.ts'
import { streamReply } from '../stream/stream-reply.ts'
import type { Started } from './started.ts'

/**
 * Sends a started reply straight to the client. When the client leaves, the rest is read for a while and
 * dropped, so that its usage is known.
 */
export function deliver(run: Run, started: Started): AiReply {
  if (started.kind === 'json') return { ...started, replayed: false }
  const client = new ClientStream(() => run.waitUntil(sleep(DRAIN_MS).then(started.abort)))
  run.waitUntil(run.log.during(started.pump(client)))
  return streamReply(client.readable, started.ai, false)
}
