import type { LogFields } from '@bulkhead/logging/log'

import type { Exchange } from './exchange.ts'

/** The one line that every request writes; what it counts follows from its fields. */
export function logRequest(exchange: Exchange, status: number): void {
  const { request, route, tenantId, keyId, errorCode, refusedBy } = exchange
  const fields = {
    tenantId,
    keyId,
    route,
    method: request.method,
    status,
    latencyMs: Date.now() - exchange.startMs,
    errorCode,
    refusedBy,
    colo: coloOf(request),
    ...idsOf(exchange),
    ...admissionOf(exchange),
  }
  exchange.log.info('request', fields, { told: exchange.told })
}

function idsOf({ clientRequestId, traceparent, parentSpanId }: Exchange): LogFields {
  return { clientRequestId, parentSpanId, spanId: traceparent.slice(36, 52) }
}

function admissionOf({ admission, startMs }: Exchange): LogFields {
  if (admission === undefined) return {}
  return { admissionAtMs: admission.startMs - startMs, admissionMs: admission.endMs - admission.startMs }
}

/** The data centre, from the end of Cloudflare's ray id: `request.cf` says it too, but is built anew for each request. */
function coloOf({ headers }: Request): string | undefined {
  return headers.get('cf-ray')?.split('-')[1]
}
