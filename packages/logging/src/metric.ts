/** Metric names are fixed: dashboards and alerts are written against them. */
export type MetricName =
  | 'requests_total'
  | 'errors_total'
  | 'latency_ms_histogram'
  | 'rate_limited_total'
  | 'ai_requests_total'
  | 'ai_latency_ms_histogram'
  | 'ai_tokens_prompt_total'
  | 'ai_tokens_completion_total'
  | 'vectorize_queries_total'
  | 'vectorize_latency_ms_histogram'
  | 'cache_hits_total'
  | 'cache_misses_total'
  | 'flag_reads_total'
  | 'rag_citations_total'
  | 'durable_object_invocations_total'
  | 'durable_object_storage_bytes'

/** One measured point. It travels on a log line (`metrics`), so that counting costs no call of its own. */
export interface Metric {
  readonly name: MetricName
  readonly value: number
  readonly labels: Readonly<Record<string, string | number>>
}

export function metric(name: MetricName, value: number, labels: Metric['labels']): Metric {
  return { name, value, labels }
}
