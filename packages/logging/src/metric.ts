/**
 * What lines bring. Most of what is counted follows from the fields of a line instead, without a point. Metric
 * names are fixed: dashboards and alerts are written against them.
 */
export type MetricName =
  | 'requests_total'
  | 'errors_total'
  | 'latency_ms_histogram'
  | 'cache_hits_total'
  | 'cache_misses_total'
  | 'flag_reads_total'
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
