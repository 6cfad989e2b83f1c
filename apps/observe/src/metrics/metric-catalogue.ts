import type { MetricName } from '@bulkhead/logging/metric'

export interface MetricDefinition {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  /** In the order in which a series' key holds their values. Any other label is dropped. */
  readonly labels: readonly string[]
  /** Upper bounds of a histogram's buckets, without the last, infinite one. */
  readonly bounds?: readonly number[]
}

const MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000]
const SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
const TOKENS = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144]

const counter = (help: string, ...labels: string[]): MetricDefinition => ({ kind: 'counter', help, labels })
const gauge = (help: string, ...labels: string[]): MetricDefinition => ({ kind: 'gauge', help, labels })
const histogram = (bounds: readonly number[], help: string, ...labels: string[]): MetricDefinition => ({
  kind: 'histogram',
  help,
  labels,
  bounds,
})

/** What observe makes of events and of the fields of lines, beside the points that lines bring. */
type ObservedName =
  | 'ai_latency_ms_histogram'
  | 'ai_requests_total'
  | 'ai_tokens_completion_total'
  | 'ai_tokens_prompt_total'
  | 'durable_object_cpu_time_ms_histogram'
  | 'gen_ai_client_operation_duration'
  | 'gen_ai_client_token_usage'
  | 'gen_ai_server_time_to_first_token'
  | 'log_lines_total'
  | 'observe_points_dropped_total'
  | 'rag_citations_total'
  | 'rate_limited_total'
  | 'vectorize_latency_ms_histogram'
  | 'vectorize_queries_total'
  | 'version_latency_ms_histogram'
  | 'version_requests_total'
  | 'worker_invocations_total'

/** Every metric there is. A name that is not here is dropped, and so is every label but these. */
const CATALOGUE: Readonly<Record<MetricName | ObservedName, MetricDefinition>> = {
  requests_total: counter('Requests answered by the gateway', 'tenantId', 'route', 'method', 'status'),
  errors_total: counter('Unexpected errors', 'tenantId', 'route', 'error_type'),
  latency_ms_histogram: histogram(MS, 'Gateway latency, ms', 'tenantId', 'route'),
  rate_limited_total: counter('Requests refused by a limit or a budget', 'tenantId'),
  ai_requests_total: counter('Attempts at a model', 'tenantId', 'model_name', 'status'),
  ai_latency_ms_histogram: histogram(MS, 'Time of one attempt at a model, ms', 'tenantId', 'model_name'),
  ai_tokens_prompt_total: counter('Prompt tokens', 'tenantId', 'model_name'),
  ai_tokens_completion_total: counter('Completion tokens', 'tenantId', 'model_name'),
  vectorize_queries_total: counter('Vector queries', 'tenantId', 'status'),
  vectorize_latency_ms_histogram: histogram(MS, 'Vector query time, ms', 'tenantId'),
  cache_hits_total: counter('Answers from a cache', 'tenantId', 'cache_name'),
  cache_misses_total: counter('Questions that a cache could not answer', 'tenantId', 'cache_name'),
  flag_reads_total: counter('Records of the flag store read', 'status'),
  rag_citations_total: counter('Citations returned', 'tenantId'),
  durable_object_invocations_total: counter(
    'Durable Object calls',
    'tenantId',
    'className',
    'methodName',
    'status',
  ),
  durable_object_cpu_time_ms_histogram: histogram(MS, 'Durable Object CPU time, ms', 'tenantId', 'className'),
  durable_object_storage_bytes: gauge(
    'Size of the largest object that worked in the last minutes',
    'tenantId',
    'className',
  ),
  gen_ai_client_operation_duration: histogram(
    SECONDS,
    'Time of one attempt at a model, s',
    'gen_ai_operation_name',
    'gen_ai_provider_name',
    'gen_ai_request_model',
    'error_type',
  ),
  gen_ai_client_token_usage: histogram(
    TOKENS,
    'Tokens of one attempt',
    'gen_ai_operation_name',
    'gen_ai_provider_name',
    'gen_ai_request_model',
    'gen_ai_token_type',
  ),
  gen_ai_server_time_to_first_token: histogram(
    SECONDS,
    'Time to the first token, s',
    'gen_ai_operation_name',
    'gen_ai_provider_name',
    'gen_ai_request_model',
  ),
  log_lines_total: counter(
    'Warnings and errors by their constant text',
    'tenantId',
    'source',
    'level',
    'message',
  ),
  observe_points_dropped_total: counter('Points that found no room', 'reason'),
  version_latency_ms_histogram: histogram(
    MS,
    'Latency of the newest versions of a Worker, ms',
    'worker',
    'version',
  ),
  version_requests_total: counter(
    'Requests answered by the newest versions of a Worker',
    'worker',
    'version',
    'status',
  ),
  worker_invocations_total: counter(
    'Invocations as the platform saw them end',
    'worker',
    'entrypoint',
    'outcome',
  ),
}

const DEFINITIONS: ReadonlyMap<string, MetricDefinition> = new Map(Object.entries(CATALOGUE))

export const METRIC_NAMES: readonly string[] = [...DEFINITIONS.keys()].toSorted()

export function definitionOf(name: string): MetricDefinition | undefined {
  return DEFINITIONS.get(name)
}
