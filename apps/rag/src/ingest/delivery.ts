import { fullJitterMs } from '@bulkhead/calls/backoff'
import type { RequestContext } from '@bulkhead/contracts/context'
import { IngestMessage, isNewerIngestMessage } from '@bulkhead/contracts/ingest-message'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { NEWER_MESSAGE_DELAY_SECONDS } from '../limits.ts'
import { runOf, type Invocation, type Run } from '../run.ts'

/** A message of the queue that says whose document to look at. */
export interface Wake {
  readonly delivery: Message
  readonly message: IngestMessage
  readonly tenantId: TenantId
}

/**
 * A message that we cannot have written does not get better by being retried; one of a newer version waits
 * for a consumer that can read it.
 */
export function readDelivery({ log }: Invocation, delivery: Message): Wake[] {
  if (isNewerIngestMessage(delivery.body)) {
    log.warn('message of the ingest queue is newer', { target: 'queue', attempt: delivery.attempts })
    delivery.retry({ delaySeconds: NEWER_MESSAGE_DELAY_SECONDS })
    return []
  }
  try {
    const message = IngestMessage.parse(delivery.body)
    return [{ delivery, message, tenantId: parseTenantId(message.tenantId) }]
  } catch {
    log.error('message of the ingest queue cannot be read', { target: 'queue', reason: 'unknown shape' })
    delivery.ack()
    return []
  }
}

/** 1-2 s after the first attempt, doubling to half a minute. */
export function retryLater(delivery: Message): void {
  const mostMs = Math.min(30_000, 1_000 * 2 ** delivery.attempts)
  const waitMs = mostMs / 2 + fullJitterMs(1, mostMs / 2, mostMs / 2)
  delivery.retry({ delaySeconds: Math.ceil(waitMs / 1_000) })
}

/** Work of the queue is done for the request that asked for it, however long that was ago. */
export function runFor(
  invocation: Invocation,
  tenantId: TenantId,
  { requestId, traceparent }: Pick<RequestContext, 'requestId' | 'traceparent'>,
): Run {
  const deadline = Number.POSITIVE_INFINITY
  return runOf(invocation, {
    requestId,
    traceparent,
    tenantId,
    keyId: 'ingest',
    route: 'queue',
    deadline,
  })
}
