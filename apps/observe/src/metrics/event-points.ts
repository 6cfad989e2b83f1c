import { workerOf, type LogLine } from '../log-line.ts'
import type { Point } from '../point.ts'
import { linePoints } from './line-points.ts'
import type { TenantMemory } from './tenant-memory.ts'

/** One invocation of a Worker or object, as the platform reports it after its end. */
export type TailEvent = Pick<
  TraceItem,
  'event' | 'exceptions' | 'scriptName' | 'entrypoint' | 'durableObjectId' | 'outcome' | 'cpuTime'
>

/** Ends without the caller's or our doing anything wrong. */
const GOOD_ENDS = new Set(['ok', 'canceled', 'responseStreamDisconnected', 'loadShed'])

/** Everything that is counted of one event: what its lines say, how it ended, and what it took. */
export function eventPoints(event: TailEvent, lines: readonly LogLine[], memory: TenantMemory): Point[] {
  // Where the platform gives no name of its own, as locally, a line does. Parts may be of a callee, the last is not.
  const last = lines.at(-1)
  const worker = event.scriptName ?? (last === undefined ? 'unknown' : workerOf(last))
  const tenantId = memory.tenantOf(event, lines)
  const said = lines.flatMap(linePoints)
  return [
    ...said,
    {
      name: 'worker_invocations_total',
      value: 1,
      labels: { worker, entrypoint: event.entrypoint ?? 'default', outcome: event.outcome },
    },
    ...(event.durableObjectId === undefined ? [] : objectPoints(event, tenantId)),
    ...(isCounted(event, said) ? [] : [endPoint(event, lines, tenantId)]),
  ]
}

function objectPoints({ entrypoint = 'unknown', cpuTime }: TailEvent, tenantId: string): Point[] {
  return [
    {
      name: 'durable_object_cpu_time_ms_histogram',
      value: cpuTime,
      labels: { tenantId, className: entrypoint },
    },
  ]
}

/**
 * A good end, or a bad one that our own code has logged already, as it does with everything that it throws.
 */
function isCounted({ outcome, exceptions }: TailEvent, said: readonly Point[]): boolean {
  if (GOOD_ENDS.has(outcome)) return true
  if (said.some(({ name }) => name === 'errors_total')) return true
  return outcome === 'exception' && exceptions.length > 0 && exceptions.every(isOurs)
}

function isOurs({ name, message }: TraceException): boolean {
  return name === 'BulkheadError' || message.startsWith('BulkheadError')
}

/** What no handler could see: the runtime ended the invocation. */
function endPoint(event: TailEvent, lines: readonly LogLine[], tenantId: string): Point {
  const { durableObjectId, entrypoint = 'unknown', outcome } = event
  if (durableObjectId !== undefined) {
    const methodName = rpcMethodOf(event) ?? 'unknown'
    const labels = { tenantId, className: entrypoint, methodName, status: 'error' }
    return { name: 'durable_object_invocations_total', value: 1, labels }
  }
  const route = lines.find((line) => line.route !== undefined)?.route ?? 'unmatched'
  return { name: 'errors_total', value: 1, labels: { tenantId, route, error_type: outcome } }
}

function rpcMethodOf({ event }: TailEvent): string | undefined {
  return event !== null && 'rpcMethod' in event ? event.rpcMethod : undefined
}
