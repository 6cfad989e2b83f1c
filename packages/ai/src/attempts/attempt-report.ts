import { traceIdOf } from '@bulkhead/contracts/context'
import type { Log } from '@bulkhead/logging/log'

import type { Asker } from '../asker.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Usage } from '../model-answer.ts'
import type { Provider } from '../providers/provider.ts'
import type { ProviderFailure } from '../refusals/provider-failure.ts'
import type { Attempt } from './over-models.ts'

export interface AttemptReport {
  readonly attempt: Attempt
  readonly provider: Provider
  readonly startMs: number
  readonly firstTokenMs?: number
  readonly usage?: Usage
  readonly failure?: ProviderFailure
  /** Of texts that were embedded; none for an answer. */
  readonly count?: number | undefined
}

/** One line for every attempt at a model; what it counts follows from its fields. The prompt and the answer have no place here. */
export function reportAttempt(log: Log, ctx: Asker, report: AttemptReport): void {
  const { attempt, provider, failure, usage, firstTokenMs, count } = report
  const latencyMs = Date.now() - report.startMs
  const fields = {
    ...fieldsOf(ctx),
    model: attempt.model,
    provider: provider.name,
    attempt: attempt.number,
    ...outcomeOf(failure, provider),
    latencyMs,
    firstTokenMs,
    count,
    ...tokensOf(usage),
  }
  const message = count === undefined ? 'ai attempt' : 'embedding attempt'
  if (failure === undefined) log.info(message, fields)
  else log.warn(message, fields)
}

/** As the provider counted them: what the request cost follows from it. */
function tokensOf(usage: Usage | undefined) {
  return {
    promptTokens: usage?.promptTokens,
    completionTokens: usage?.completionTokens,
    cachedPromptTokens: usage?.cachedTokens,
    cacheWriteTokens: usage?.cacheWriteTokens,
    reasoningTokens: usage?.reasoningTokens,
    isEstimated: usage?.estimated === true ? true : undefined,
  }
}

function outcomeOf(failure: ProviderFailure | undefined, { host: target }: Provider) {
  if (failure === undefined) return { outcome: 'ok' }
  const { timeout, kind, status, message: reason } = failure
  return { outcome: timeout === undefined ? kind : `timeout:${timeout}`, status, reason, target }
}

/** A model that wants to be spoken to in another way than its provider's others. */
export function reportLearnt(log: Log, ctx: Asker, model: string, lesson: Partial<Dialect>): void {
  const reason = Object.entries(lesson)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')
  log.warn('model dialect learnt', { ...fieldsOf(ctx), model, reason })
}

function fieldsOf({ tenantId, requestId, traceparent, route }: Asker) {
  const traceId = traceparent === undefined ? undefined : traceIdOf(traceparent)
  return { tenantId, requestId, traceId, route }
}

/** Without this line a request that failed on an open circuit alone would not say why. */
export function reportSkipped(log: Log, ctx: Asker, model: string): void {
  log.warn('model skipped', { ...fieldsOf(ctx), model, reason: 'its last requests failed' })
}
