import type { Patience } from '@bulkhead/calls/call'

/** Tenants with series of their own; the next ones are counted together as `other`. */
export const MAX_TENANTS = 200
/** Different values of any other label. */
export const MAX_LABEL_VALUES = 100
export const MAX_LABEL_CHARS = 100
/** Deployed versions with series of their own: those that a release compares, and a few before. */
export const MAX_VERSIONS = 10
/** All series together: what one text of Prometheus' can still carry. */
export const MAX_SERIES = 10_000

/** An isolate collects points for this long, so that the store is called once and not per request. */
export const COLLECT_MS = 1_000
/** How old what is on disk may be: what a crash of the store may forget. */
export const PERSIST_AFTER_MS = 10_000
/** Those that one row on disk holds, some 20 KB. */
export const SERIES_A_PAGE = 100
/** How long a gauge shows the largest value at least: a few scrapes. */
export const GAUGE_WINDOW_MS = 60_000
/** What one invocation may write to Analytics Engine. */
export const MAX_ANALYTICS_POINTS = 250
/** Spans that wait for the collector; more at once are lost, and counted in a line. */
export const MAX_WAITING_SPANS = 2_000
/** Lines of requests that one isolate hands to the store each second; those of further requests are left out. */
export const MAX_WAITING_LINES = 200
/** Requests that an operator can look back at. */
export const MAX_REQUESTS = 20_000
export const REQUESTS_KEPT_MS = 86_400_000
/** Objects whose tenant an isolate remembers, for CPU time that arrives without a log line. */
export const MAX_REMEMBERED_OBJECTS = 2_000

export const PATIENCE = {
  /** A collector that is unavailable costs the spans of that time and nothing else. */
  export: { timeoutMs: 5_000, attempts: 1, backoffMs: 0 },
} as const satisfies Record<string, Patience>
