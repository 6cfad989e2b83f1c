import type { Traffic } from '@bulkhead/contracts/http/admin/figures'
import type {
  RequestTrace,
  RequestsPage,
  TrafficAsk,
  TrafficSeries,
} from '@bulkhead/contracts/http/admin/requests'
import type { KeptRequests } from '@bulkhead/contracts/observe'
import type { Outcome } from '@bulkhead/contracts/outcome'

import type { LogLine } from './log-line.ts'

/** A line without its metrics, which are counted elsewhere. */
export type KeptLine = Omit<LogLine, 'metrics'>

export function keptPart(line: LogLine): KeptLine {
  if (line.metrics === undefined) return line
  const { metrics: _, ...kept } = line
  return kept
}

/** The object that keeps requests, as its callers see it. */
export interface RequestKeeper {
  /** `leftOut`: how many requests had no room beside them. */
  record(lines: readonly KeptLine[], leftOut: number): Promise<void>
  list(page: RequestsPage): Promise<Outcome<KeptRequests>>
  traffic(): Promise<Outcome<Traffic>>
  trafficSeries(ask: TrafficAsk): Promise<Outcome<TrafficSeries>>
  find(requestId: string): Promise<Outcome<RequestTrace>>
}
