import { createId } from '@bulkhead/contracts/ids'

/** W3C Trace Context, version 00; all-zero ids are invalid. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/
/** Nothing like a key or an operator's token, which would be logged. */
const CLIENT_REQUEST_ID = /^(?!bho?_)[A-Za-z0-9._-]{8,128}$/

export interface RequestIds {
  readonly requestId: string
  /** The caller's trace continued, or a new one; the span is ours. */
  readonly traceparent: string
  readonly traceId: string
  /** The client's span that ours belongs to, if it sent a trace context. */
  readonly parentSpanId: string | undefined
  /** The client's own id for the request, if it sent a usable one. */
  readonly clientRequestId: string | undefined
}

export function requestIdsOf(headers: Headers): RequestIds {
  const theirs = headers.get('traceparent')
  const isContinued = theirs !== null && TRACEPARENT.test(theirs)
  const traceId = isContinued ? theirs.slice(3, 35) : randomHex()
  const clientId = headers.get('x-request-id')
  return {
    requestId: createId('req'),
    traceparent: `00-${traceId}-${randomHex().slice(0, 16)}-01`,
    traceId,
    parentSpanId: isContinued ? theirs.slice(36, 52) : undefined,
    clientRequestId: clientId !== null && CLIENT_REQUEST_ID.test(clientId) ? clientId : undefined,
  }
}

/**
 * 32 hex digits, never all zero thanks to a UUID's version bits; the runtime makes one faster than we turn
 * bytes into hex.
 */
function randomHex(): string {
  return crypto.randomUUID().replaceAll('-', '')
}
