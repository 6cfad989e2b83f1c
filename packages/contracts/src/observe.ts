import type { Outcome } from './outcome.ts'

/**
 * Implemented by apps/observe (entrypoint `Observe`); called by the gateway for the operator. Belongs to no
 * tenant, so it takes no context.
 */
export interface ObserveService {
  /** Every series there is, in Prometheus' text format. */
  metrics(): Promise<Outcome<string>>
}
