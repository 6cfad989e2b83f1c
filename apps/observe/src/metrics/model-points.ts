import type { LogLine } from '../log-line.ts'
import type { Point } from '../point.ts'

const OPERATIONS: ReadonlyMap<string, string> = new Map([
  ['ai attempt', 'chat'],
  ['embedding attempt', 'embeddings'],
])

/** OpenTelemetry's `gen_ai` metrics of one attempt, from the line that reports it; dots are underscores. */
export function modelPoints(line: LogLine): Point[] {
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
