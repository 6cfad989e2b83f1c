import { sleep } from '@bulkhead/calls/backoff'

import { ProviderFailure } from '../refusals/provider-failure.ts'
import type { Breaker, Trial } from './breaker.ts'
import { blamesModel, isFinal, retryDelayMs } from './retry-policy.ts'

export interface Attempt {
  readonly model: string
  /** From 1, over all models. */
  readonly number: number
  /** Of the request at this model, over all its attempts there. */
  readonly trial: Trial
  /** Another model follows, should this one fail. */
  readonly hasFallback: boolean
}

export interface AttemptPlan {
  readonly tenantId: string
  readonly models: readonly string[]
  /** Epoch ms. */
  readonly endMs: number
  readonly breaker: Breaker
  readonly random: () => number
  /** A hanging attempt is followed by another at the same model: where there is no other. */
  readonly retriesTimeouts?: boolean
  /** A model that was not asked at all, since its circuit is open. */
  readonly onLeftAlone: (model: string) => void
}

/** Tries each model in turn, each with its retries, until one attempt succeeds. Throws the last failure. */
export async function overModels<T>(
  plan: AttemptPlan,
  attemptOnce: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const state: LoopState = { number: 0 }
  const models = [...new Set(plan.models)]
  for (const [at, model] of models.entries()) {
    const hasFallback = at < models.length - 1
    const result = await overRetries(plan, { model, hasFallback }, state, attemptOnce)
    if (result !== undefined) return result.value
    if (state.failure !== undefined && isFinal(state.failure)) break
  }
  throw state.failure ?? shortestWait(plan)
}

interface LoopState {
  number: number
  /** The last one; none while no attempt went out. */
  failure?: ProviderFailure
}

async function overRetries<T>(
  plan: AttemptPlan,
  { model, hasFallback }: Pick<Attempt, 'model' | 'hasFallback'>,
  state: LoopState,
  attemptOnce: (attempt: Attempt) => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  const trial = plan.breaker.enter(model, plan.tenantId, Date.now())
  if (trial === undefined) {
    plan.onLeftAlone(model)
    return undefined
  }
  for (let tried = 1; ; tried++) {
    state.number += 1
    try {
      return { value: await attemptOnce({ model, number: state.number, trial, hasFallback }) }
    } catch (thrown) {
      const failure = ProviderFailure.from(thrown)
      state.failure = tellingOf(state.failure, failure)
      const waitMs = isFinal(failure) ? undefined : retryDelayMs(failure, tried, plan)
      if (waitMs === undefined || Date.now() + waitMs >= plan.endMs) {
        endTrial(trial, failure)
        return undefined
      }
      await sleep(waitMs)
    }
  }
}

/** Reports what the last attempt says about the model. */
export function endTrial(trial: Trial, failure: ProviderFailure | undefined): void {
  if (failure === undefined) trial.succeeded(Date.now())
  else if (blamesModel(failure)) trial.failed(Date.now())
  else trial.ended()
}

/** Of two failures the one that the caller can mend; else the later. */
function tellingOf(before: ProviderFailure | undefined, now: ProviderFailure): ProviderFailure {
  return before?.kind === 'invalid' && !isFinal(now) ? before : now
}

/** What is thrown when every circuit is open, so that no attempt goes out at all. */
function shortestWait({ models, breaker, tenantId }: AttemptPlan): ProviderFailure {
  const nowMs = Date.now()
  const retryAfterMs = Math.min(...models.map((model) => breaker.waitMs(model, tenantId, nowMs)))
  return new ProviderFailure('open', { retryAfterMs })
}
