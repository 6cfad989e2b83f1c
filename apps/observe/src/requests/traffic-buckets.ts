import type { TrafficBucket } from '@bulkhead/contracts/http/admin/requests'

/** A request, as far as it counts. */
export interface Ended {
  readonly atMs: number
  readonly status: number | null
  readonly ms: number | null
}

interface Counted {
  readonly ended: readonly Ended[]
  readonly leftOut: readonly { readonly atMs: number; readonly requests: number }[]
}

interface Steps {
  readonly fromMs: number
  readonly stepMs: number
  readonly steps: number
}

/** One bucket a step, those without a request too, oldest first. */
export function bucketsOf({ ended, leftOut }: Counted, { fromMs, stepMs, steps }: Steps): TrafficBucket[] {
  const stepOf = ({ atMs }: { readonly atMs: number }) => Math.floor((atMs - fromMs) / stepMs)
  const requestsIn = Map.groupBy(ended, stepOf)
  const leftOutIn = Map.groupBy(leftOut, stepOf)
  return Array.from({ length: steps }, (_, step) => ({
    at: new Date(fromMs + step * stepMs).toISOString(),
    ...figuresOf(requestsIn.get(step) ?? []),
    leftOut: (leftOutIn.get(step) ?? []).reduce((sum, { requests }) => sum + requests, 0),
  }))
}

function figuresOf(requests: readonly Ended[]) {
  const times = requests.flatMap(({ ms }) => ms ?? []).toSorted((a, b) => a - b)
  const within = (from: number, to: number) =>
    requests.filter(({ status }) => status !== null && status >= from && status < to).length
  return {
    requests: requests.length,
    refused: within(400, 500),
    failed: within(500, 600),
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
  }
}

/** Null for no value at all. */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}
