import { queryOptions } from '@tanstack/react-query'

import { fetchJson } from '../../api/request.ts'

/** One row of `GET /admin/v1/requests`. */
export interface RequestRow {
  readonly requestId: string
  readonly at: string
  readonly traceId?: string
  readonly tenantId?: string
  readonly keyId?: string
  readonly method?: string
  readonly route?: string
  readonly status?: number
  readonly errorCode?: string
  readonly latencyMs?: number
  readonly model?: string
  readonly promptTokens?: number
  readonly completionTokens?: number
}

export interface Span {
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly worker: string
  readonly startedAt: string
  readonly durationMs: number
  readonly isError: boolean
}

export interface RequestTrace extends RequestRow {
  /** Of its attempts at models; null where a price is unknown. */
  readonly cost?: string | null
  readonly costIsEstimated?: boolean
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly spans: readonly Span[]
}

export function requestQuery(requestId: string) {
  return queryOptions({
    queryKey: ['request', requestId],
    queryFn: ({ signal }) =>
      fetchJson<RequestTrace>(`/admin/v1/requests/${encodeURIComponent(requestId)}`, { signal }),
    // Lines of other Workers come a moment after the request's own.
    refetchInterval: ({ state }) => (state.dataUpdateCount < 4 ? 1_500 : false),
  })
}
