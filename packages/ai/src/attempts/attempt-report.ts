import { logFieldsOf, type RequestContext } from '@bulkhead/contracts/context'
import type { Log } from '@bulkhead/logging/log'
import { metric } from '@bulkhead/logging/metric'

import type { Usage } from '../model-answer.ts'
import type { ProviderFailure } from '../provider-failure.ts'
import type { Attempt } from './over-models.ts'

export interface AttemptReport {
  readonly attempt: Attempt
  readonly provider: string
  readonly startMs: number
  readonly firstTokenMs?: number
  readonly usage?: Usage
  readonly failure?: ProviderFailure
}

/** One line and its metrics for every attempt at a model. The prompt and the answer have no place here. */
export function reportAttempt(log: Log, ctx: RequestContext, report: AttemptReport): void {
  const { attempt, provider, failure, usage, firstTokenMs } = report
  const latencyMs = Date.now() - report.startMs
  const labels = { tenantId: ctx.tenantId, model_name: attempt.model }
  const fields = {
    ...logFieldsOf(ctx),
    model: attempt.model,
    provider,
    attempt: attempt.number,
    outcome: failure?.timeout === undefined ? (failure?.kind ?? 'ok') : `timeout:${failure.timeout}`,
    status: failure?.status,
    reason: failure?.message,
    latencyMs,
    firstTokenMs,
    promptTokens: usage?.promptTokens,
    completionTokens: usage?.completionTokens,
  }
  const metrics = [
    metric('ai_requests_total', 1, { ...labels, status: failure === undefined ? 'ok' : 'error' }),
    metric('ai_latency_ms_histogram', latencyMs, labels),
  ]
  if (usage !== undefined) {
    metrics.push(
      metric('ai_tokens_prompt_total', usage.promptTokens, labels),
      metric('ai_tokens_completion_total', usage.completionTokens, labels),
    )
  }
  if (failure === undefined) log.info('ai attempt', fields, { metrics })
  else log.warn('ai attempt', fields, { metrics })
}

/** Without this line a request that failed on an open circuit alone would not say why. */
export function reportLeftAlone(log: Log, ctx: RequestContext, model: string): void {
  log.warn('model left alone', { ...logFieldsOf(ctx), model, reason: 'its last attempts failed' })
}
