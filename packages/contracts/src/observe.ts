import type { Traffic } from './http/admin/figures.ts'
import type {
  RequestSummary,
  RequestTrace,
  RequestsPage,
  Retention,
  TrafficAsk,
  TrafficSeries,
} from './http/admin/requests.ts'
import type { Page } from './http/lists.ts'
import type { Outcome } from './outcome.ts'

/** The newest requests, and how many of them are kept. */
export interface KeptRequests extends Page<RequestSummary> {
  readonly retention: Retention
}

/**
 * Implemented by apps/observe (entrypoint `Observe`); called by gateway and control for the operator. Belongs
 * to no tenant, so it takes no context.
 */
export interface ObserveService {
  /** Every series there is, in Prometheus' text format. */
  metrics(): Promise<Outcome<string>>
  /** Metadata of requests, newest first. */
  requests(page: RequestsPage): Promise<Outcome<KeptRequests>>
  /** What the requests of the last minutes say of the traffic. */
  traffic(): Promise<Outcome<Traffic>>
  /** How many requests there were, how long they took and what came of them, step by step. */
  trafficSeries(ask: TrafficAsk): Promise<Outcome<TrafficSeries>>
  /** One of them with its lines and spans. Refusal: `not_found`, also when it is kept no more. */
  request(requestId: string): Promise<Outcome<RequestTrace>>
}
