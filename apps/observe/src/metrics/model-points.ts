import type { LogLine } from '../log-line.ts'
import type { Point } from '../point.ts'

const OPERATIONS: ReadonlyMap<string, string> = new Map([
  ['ai attempt', 'chat'],
  ['embedding attempt', 'embeddings'],
])

/** Of one attempt, as the tenant's dashboards know it. */
export function attemptPoints(line: LogLine): Point[] {
  const { tenantId = 'none', model = '', outcome, latencyMs, promptTokens, completionTokens } = line
  if (latencyMs === undefined) return []
  const labels = { tenantId, model_name: model }
  const status = outcome === 'ok' ? 'ok' : 'error'
  const points: Point[] = [
    { name: 'ai_requests_total', value: 1, labels: { ...labels, status } },
    { name: 'ai_latency_ms_histogram', value: latencyMs, labels },
  ]
  if (promptTokens !== undefined) points.push({ name: 'ai_tokens_prompt_total', value: promptTokens, labels })
  if (completionTokens !== undefined) {
    points.push({ name: 'ai_tokens_completion_total', value: completionTokens, labels })
  }
  return points
}

/** The same attempt in OpenTelemetry's `gen_ai` metrics; dots are underscores. */
export function genAiPoints(line: LogLine): Point[] {
  const operation = OPERATIONS.get(line.message)
  if (operation === undefined || line.latencyMs === undefined) return []
  const labels = {
    gen_ai_operation_name: operation,
    gen_ai_provider_name: line.provider ?? 'workers-ai',
    gen_ai_request_model: line.model ?? '',
  }
  const error_type = line.outcome === 'ok' ? '' : (line.outcome ?? '')
  const points: Point[] = [
    {
      name: 'gen_ai_client_operation_duration',
      value: line.latencyMs / 1_000,
      labels: { ...labels, error_type },
    },
  ]
  if (line.firstTokenMs !== undefined) {
    points.push({ name: 'gen_ai_server_time_to_first_token', value: line.firstTokenMs / 1_000, labels })
  }
  for (const [gen_ai_token_type, value] of [
    ['input', line.promptTokens],
    ['output', line.completionTokens],
  ] as const) {
    if (value !== undefined && line.outcome === 'ok')
      points.push({ name: 'gen_ai_client_token_usage', value, labels: { ...labels, gen_ai_token_type } })
  }
  return points
}
