import type { Asker } from './asker.ts'
import type { Attempt } from './attempts/over-models.ts'
import type { Counted } from './counted.ts'
import type { SpentAttempt, Usage } from './model-answer.ts'
import type { EmbeddingCall, ModelCall } from './model-request.ts'
import type { ReaderLimits } from './reading/delta-reader.ts'
import type { ProviderFailure } from './refusals/provider-failure.ts'
import { usageOf } from './usage.ts'

/**
 * What a plain answer may take for each token that was asked for, on top of the first-token timeout: its
 * tokens cannot be seen coming. 50 tokens a second is what slow large models do.
 */
const PLAIN_TOKEN_MS = 20

/**
 * A model that knows no limit would go on until the total timeout, at the tenant's expense. No real text has
 * so many characters a token.
 */
const MAX_CHARS_PER_TOKEN = 12
const MAX_CHARS_MARGIN = 1_000

/** One run of a call, over all its attempts. */
export interface Run {
  readonly ctx: Asker
  readonly models: readonly string[]
  readonly startMs: number
  readonly endMs: number
  readonly retriesTimeouts?: boolean
  /** Of texts to embed or to rank. */
  readonly count?: number
  /** What a failed attempt used, if its provider counted. */
  readonly spentBy?: (failure: ProviderFailure) => Usage | undefined
  readonly onSpent?: ((spent: SpentAttempt) => void) | undefined
}

/** `families`: of its models, what decides the price of an image. */
export function runOf(call: ModelCall, families: readonly string[]): Run {
  const { ctx, models, timeouts, request, onSpent } = call
  const startMs = Date.now()
  const endMs = Math.min(ctx.deadline, startMs + timeouts.totalMs)
  const spentBy = ({ said }: ProviderFailure) =>
    said?.counted === undefined ? undefined : usageOf(request, families, said)
  return { ctx, models, startMs, endMs, spentBy, onSpent }
}

/** One model, which is asked again after a timeout: vectors and scores of another are not comparable. */
export function measuringRunOf(call: Omit<EmbeddingCall, 'texts'>, count: number): Run {
  const { ctx, model, timeouts, deadline } = call
  const startMs = Date.now()
  const endMs = Math.min(deadline, startMs + timeouts.totalMs)
  return { ctx, models: [model], startMs, endMs, retriesTimeouts: true, count }
}

/** What vectors or scores took; `tokens` is our own count, for providers that give none. */
export function measuredUsage(counted: Counted | undefined, tokens: number): Usage {
  const promptTokens = counted?.prompt ?? counted?.total
  return { promptTokens: promptTokens ?? tokens, completionTokens: 0, estimated: promptTokens === undefined }
}

export function limitsOf({ endMs }: Run, { timeouts, request }: ModelCall): ReaderLimits {
  const maxChars = request.maxTokens * MAX_CHARS_PER_TOKEN + MAX_CHARS_MARGIN
  return { firstTokenMs: timeouts.firstTokenMs, idleMs: timeouts.idleMs, endMs, maxChars }
}

/** The first token of a plain answer is its last one. */
export function plainLimitsOf(run: Run, call: ModelCall): ReaderLimits {
  const limitMs = call.timeouts.firstTokenMs + call.request.maxTokens * PLAIN_TOKEN_MS
  return { ...limitsOf(run, call), firstTokenMs: limitMs, idleMs: limitMs }
}

/** What an answer says of how it was reached. */
export function effortOf(run: Run, attempt: Attempt) {
  return { model: attempt.model, attempts: attempt.number, providerMs: Date.now() - run.startMs }
}
