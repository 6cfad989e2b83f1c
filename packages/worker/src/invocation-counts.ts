import type { Log } from '@bulkhead/logging/log'
import { metric, type Metric } from '@bulkhead/logging/metric'

/** Which call of which Durable Object, for the log. */
export interface Invocation {
  readonly className: string
  readonly objectId: string
  readonly method: string
  readonly tenantId: string
  readonly requestId?: string | undefined
  readonly leaseId?: string | undefined
  readonly traceId?: string | undefined
  /** How large the object's database is; asked once for a line. */
  readonly storageBytes?: (() => number) | undefined
}

/**
 * How a call ended. `refused`: the caller's doing. `unavailable`: something that the object needs, a model
 * say, is down, which has metrics of its own. `error`: a bug, or the object's storage: somebody must look at
 * this object.
 */
export type InvocationStatus = 'ok' | 'refused' | 'unavailable' | 'error'

/**
 * A line per successful call would cost a hot object a seventh of its throughput, so successful calls are
 * summed and logged once a second. One that comes after a pause is logged at once: an object that waits for
 * a timer is paid for.
 */
const FLUSH_AFTER_MS = 1_000
const PAUSE_MS = 100

interface Sum {
  readonly labels: Metric['labels']
  count: number
}

/** What this second has seen. Of all objects of a tenant and class, the largest is logged. */
const counts = new Map<string, Sum>()
const sizes = new Map<string, Metric>()
const measured = new Set<string>()
/** A timer dies with the object that set it: then the next call logs the sums that it left. */
let flushDueMs = 0
let flushedMs = 0

/**
 * Adds one to the calls of this kind; a line with the sums follows within a second. Sums are lost
 * if the isolate dies first.
 */
export function countInvocation(log: Log, invocation: Invocation, status: InvocationStatus): void {
  const nowMs = Date.now()
  if (nowMs >= flushDueMs) flush(log)
  const { tenantId, className, method: methodName } = invocation
  const key = `${tenantId} ${className} ${methodName} ${status}`
  const sum = counts.get(key)
  if (sum === undefined) counts.set(key, { labels: { tenantId, className, methodName, status }, count: 1 })
  else sum.count += 1
  if (!measured.has(invocation.objectId)) noteSize(invocation)
  if (nowMs < flushDueMs) return
  if (nowMs - flushedMs >= PAUSE_MS) return flush(log)
  flushDueMs = nowMs + FLUSH_AFTER_MS
  setTimeout(() => flush(log), FLUSH_AFTER_MS)
}

function noteSize(invocation: Invocation): void {
  measured.add(invocation.objectId)
  const key = `${invocation.tenantId} ${invocation.className}`
  for (const size of storageMetric(invocation)) {
    if (size.value > (sizes.get(key)?.value ?? -1)) sizes.set(key, size)
  }
}

/** The object's size as a point; none when it cannot be read, which must not fail the call. */
export function storageMetric({ tenantId, className, storageBytes }: Invocation): Metric[] {
  if (storageBytes === undefined) return []
  try {
    return [metric('durable_object_storage_bytes', storageBytes(), { tenantId, className })]
  } catch {
    return []
  }
}

function flush(log: Log): void {
  const sums = Array.from(counts.values(), ({ labels, count }) =>
    metric('durable_object_invocations_total', count, labels),
  )
  const metrics = [...sums, ...sizes.values()]
  counts.clear()
  sizes.clear()
  measured.clear()
  if (metrics.length === 0) return
  flushedMs = Date.now()
  log.info('durable object calls', { count: metrics.length }, { metrics })
}
