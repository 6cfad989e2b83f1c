/** What became of one request at one model, however many attempts it took. */
export interface Outcome {
  readonly atMs: number
  readonly tenantId: string
  readonly failed: boolean
}

/** For whom a model is not asked for a while. */
export type Verdict = 'nobody' | 'tenant' | 'everybody'

/** Older outcomes say nothing about now. */
export const WINDOW_MS = 30_000
/** Fewer requests are no rate. */
const MIN_REQUESTS = 5
const FAILED_RATIO = 0.5
/** What one or two tenants provoke may be their own doing. */
const MIN_TENANTS = 3

/**
 * Whether the outcomes of a model speak against it. Every tenant has one vote, however much it asks: the model is at fault when most of its tenants fail,
 * and at least three; when only `tenantId` fails, it is kept from the model alone.
 */
export function verdictOn(outcomes: readonly Outcome[], tenantId: string, nowMs: number): Verdict {
  const recent = outcomes.filter(({ atMs }) => atMs > nowMs - WINDOW_MS)
  if (recent.length < MIN_REQUESTS) return 'nobody'
  const tenants = Map.groupBy(recent, (outcome) => outcome.tenantId)
  const failing = [...tenants.values()].filter(mostlyFailed).length
  if (failing >= MIN_TENANTS && failing >= tenants.size * FAILED_RATIO) return 'everybody'
  const own = tenants.get(tenantId) ?? []
  return own.length >= MIN_REQUESTS && mostlyFailed(own) ? 'tenant' : 'nobody'
}

function mostlyFailed(outcomes: readonly Outcome[]): boolean {
  return outcomes.filter(({ failed }) => failed).length >= outcomes.length * FAILED_RATIO
}
