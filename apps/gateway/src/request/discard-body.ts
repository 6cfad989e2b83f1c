import { MAX_DISCARDED_BYTES } from '@bulkhead/http/limits'

import { MAX_DISCARD_MS } from '../limits.ts'

/**
 * Reads and forgets a body that nobody asked for. A server that closes a connection with bytes unread resets
 * it, and the client may lose the refusal that is on its way. Gives up on what is large or slow.
 */
export async function discardBody({ body, bodyUsed, headers }: Request): Promise<void> {
  const isSmall = Number(headers.get('content-length') ?? 0) <= MAX_DISCARDED_BYTES
  if (body === null || bodyUsed || !isSmall) return
  const signal = AbortSignal.timeout(MAX_DISCARD_MS)
  await body.pipeTo(new WritableStream(), { signal }).catch(() => undefined)
}
