import type { LogFields } from '@bulkhead/logging/log'
import { metric, type Metric } from '@bulkhead/logging/metric'

import type { Exchange } from './exchange.ts'

const LIMIT_CODES: ReadonlySet<string> = new Set(['rate_limited', 'budget_exceeded', 'budget_in_flight'])

/** The one line that every request logs, with its metrics. */
export function logRequest(exchange: Exchange, status: number): void {
  const { request, route, tenantId, keyId, errorCode, refusedBy } = exchange
  const { method } = request
  const latencyMs = Date.now() - exchange.startMs
  exchange.log.info(
    'request',
    {
      tenantId,
      keyId,
      route,
      method,
      status,
      latencyMs,
      errorCode,
      colo: coloOf(request),
      ...idsOf(exchange),
      ...admissionOf(exchange),
    },
    {
      metrics: pointsOf({
        tenantId: tenantId ?? 'none',
        route,
        method,
        status,
        latencyMs,
        errorCode,
        refusedBy,
      }),
    },
  )
}

function idsOf({ clientRequestId, traceparent, parentSpanId }: Exchange): LogFields {
  return { clientRequestId, parentSpanId, spanId: traceparent.slice(36, 52) }
}

function admissionOf({ admission, startMs }: Exchange): LogFields {
  if (admission === undefined) return {}
  return { admissionAtMs: admission.startMs - startMs, admissionMs: admission.endMs - admission.startMs }
}

interface Answered {
  readonly tenantId: string
  readonly route: string
  readonly method: string
  readonly status: number
  readonly latencyMs: number
  readonly errorCode: string | undefined
  readonly refusedBy: Exchange['refusedBy']
}

function pointsOf(answered: Answered): Metric[] {
  const { tenantId, route, method, status, latencyMs, errorCode, refusedBy } = answered
  const points = [
    metric('requests_total', 1, { tenantId, route, method, status }),
    metric('latency_ms_histogram', latencyMs, { tenantId, route }),
  ]
  if (errorCode !== undefined && status >= 500) {
    points.push(metric('errors_total', 1, { tenantId, route, error_type: errorCode }))
  }
  if (errorCode !== undefined && LIMIT_CODES.has(errorCode)) {
    points.push(metric('rate_limited_total', 1, { tenantId }))
  }
  // Counts only refusals: each hit saves the call that the refusal would have cost.
  if (refusedBy !== undefined) {
    const name = refusedBy === 'memory' ? 'cache_hits_total' : 'cache_misses_total'
    points.push(metric(name, 1, { tenantId, cache_name: 'refusals' }))
  }
  return points
}

/** The data centre, from the end of Cloudflare's ray id: `request.cf` says it too, but is built anew for each request. */
function coloOf({ headers }: Request): string | undefined {
  return headers.get('cf-ray')?.split('-')[1]
}
