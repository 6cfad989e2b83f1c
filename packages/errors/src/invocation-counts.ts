import type { Log } from '@bulkhead/logging/log'
import { metric, type Metric } from '@bulkhead/logging/metric'

import type { Invocation } from './boundary.ts'

/** A line per successful call would cost a hot object a seventh of its throughput, so good calls are summed and told once a second. */
const FLUSH_AFTER_MS = 1_000

type Counted = Pick<Invocation, 'className' | 'method' | 'tenantId' | 'storageBytes'>

const counts = new Map<string, Counted & { status: string; count: number; bytes: number | undefined }>()
/** A timer dies with the object that set it, so one that is overdue is set anew. */
let flushDueMs = 0

/** Adds one to the calls of this kind; a line with the sums follows within a second. Sums are lost if the isolate dies first. */
export function countInvocation(log: Log, counted: Counted, status: 'ok' | 'refused'): void {
  const key = `${counted.tenantId} ${counted.className} ${counted.method} ${status}`
  const entry = counts.get(key)
  if (entry === undefined) counts.set(key, { ...counted, status, count: 1, bytes: counted.storageBytes?.() })
  else entry.count += 1
  const nowMs = Date.now()
  if (nowMs < flushDueMs) return
  flushDueMs = nowMs + FLUSH_AFTER_MS
  setTimeout(() => flush(log), FLUSH_AFTER_MS)
}

function flush(log: Log): void {
  if (counts.size === 0) return
  const metrics: Metric[] = []
  for (const { tenantId, className, method, status, count, bytes } of counts.values()) {
    metrics.push(
      metric('durable_object_invocations_total', count, { tenantId, className, methodName: method, status }),
    )
    if (bytes !== undefined)
      metrics.push(metric('durable_object_storage_bytes', bytes, { tenantId, className }))
  }
  counts.clear()
  log.info('durable object calls', { count: metrics.length }, { metrics })
}
