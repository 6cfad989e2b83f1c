import { remainingMs } from '@bulkhead/calls/deadline'
import type { Log } from '@bulkhead/logging/log'
import type { ModelEntry } from '@bulkhead/tenant-schema/models/model-catalogue'

import { reportAttempt, reportSkipped, reportLearnt } from './attempts/attempt-report.ts'
import type { Breaker } from './attempts/breaker.ts'
import { endTrial, overModels, type Attempt } from './attempts/over-models.ts'
import type { Catalogue } from './catalogue.ts'
import type { Counted } from './counted.ts'
import type { DialectBook } from './dialects/dialect-book.ts'
import { inputTokens } from './estimate-tokens.ts'
import { fitRequest } from './fit-request.ts'
import { GeneratedStream } from './generated-stream.ts'
import type { Delta, Generated, GeneratedEmbeddings, GeneratedRanking, Usage } from './model-answer.ts'
import type { EmbeddingCall, ModelCall, RerankCall } from './model-request.ts'
import {
  effortOf,
  limitsOf,
  measuredUsage,
  measuringRunOf,
  plainLimitsOf,
  runOf,
  type Run,
} from './model-run.ts'
import { chooseProvider, servesAll, type ModelEnv } from './providers/choose-provider.ts'
import type { Provider, Speech } from './providers/provider.ts'
import { rankingTokens } from './ranking-tokens.ts'
import type { DeltaReader, ReaderLimits } from './reading/delta-reader.ts'
import { errorOfFailure, ProviderFailure } from './refusals/provider-failure.ts'
import { limited } from './waiting/time-limit.ts'
import { wholeAnswer } from './whole-answer.ts'

/** One attempt at one model. */
interface Sending {
  readonly provider: Provider
  readonly startMs: number
  readonly abort: AbortController
}

/**
 * What the models are, and what the requests of an isolate learn of them for each other. One per isolate,
 * shared by all clients in it.
 */
export interface ModelMemory {
  readonly catalogue: Catalogue
  readonly breaker: Breaker
  readonly dialects: DialectBook
}

/**
 * Asks models: timeouts, retries, fallback models, breaker, dialects, usage. Everything it throws is a
 * BulkheadError.
 */
export class ModelClient {
  readonly #env: ModelEnv
  readonly #log: Log
  readonly #breaker: Breaker
  readonly #random: () => number
  readonly #dialects: DialectBook
  readonly #catalogue: Catalogue

  constructor(env: ModelEnv, log: Log, memory: ModelMemory, random: () => number = Math.random) {
    this.#env = env
    this.#log = log
    this.#breaker = memory.breaker
    this.#random = random
    this.#dialects = memory.dialects
    this.#catalogue = memory.catalogue
  }

  /** A whole answer at once. */
  generate(call: ModelCall): Promise<Generated> {
    return this.#overModels(this.#runOf(call), (run, attempt) => this.#plain(run, attempt, call))
  }

  /**
   * Resolves with the first token, so that every failure before it can still become a fallback or an HTTP
   * error.
   */
  stream(call: ModelCall): Promise<GeneratedStream> {
    return this.#overModels(this.#runOf(call), (run, attempt) => this.#open(run, attempt, call))
  }

  /** The vectors of texts, in order. */
  async embed(call: EmbeddingCall): Promise<GeneratedEmbeddings> {
    const { ctx, texts } = call
    const tokens = texts.reduce((sum, text) => sum + inputTokens(text), 0)
    const run = measuringRunOf(call, texts.length)
    return await this.#measure(run, { call, tokens }, (provider, model, signal) =>
      provider.embed({ ctx, model, texts, signal }),
    )
  }

  /** How relevant each document is to the query. */
  async rerank(call: RerankCall): Promise<GeneratedRanking> {
    const { ctx, query, documents } = call
    const tokens = rankingTokens(query, documents)
    const run = measuringRunOf(call, documents.length)
    return await this.#measure(run, { call, tokens }, (provider, model, signal) =>
      provider.rerank({ ctx, model, query, documents, signal }),
    )
  }

  async #overModels<T>(run: Run, once: (run: Run, attempt: Attempt) => Promise<T>): Promise<T> {
    const plan = {
      models: run.models,
      endMs: run.endMs,
      tenantId: run.ctx.tenantId,
      breaker: this.#breaker,
      random: this.#random,
      retriesTimeouts: run.retriesTimeouts ?? false,
      onLeftAlone: (model: string) => reportSkipped(this.#log, run.ctx, model),
    }
    try {
      return await overModels(plan, (attempt) => once(run, attempt))
    } catch (thrown) {
      throw errorOfFailure(ProviderFailure.from(thrown))
    }
  }

  async #plain(run: Run, attempt: Attempt, call: ModelCall): Promise<Generated> {
    const limits = plainLimitsOf(run, call)
    return this.#attempt(run, attempt, async (sending) => {
      const reader = await this.#ask(run, attempt, { call, stream: false, limits, sending })
      const answer = await wholeAnswer(reader, call.request, this.#familiesOf([attempt.model]))
      attempt.trial.succeeded(Date.now())
      this.#report(run, attempt, sending, { usage: answer.usage })
      return { ...answer, ...effortOf(run, attempt) }
    })
  }

  async #open(run: Run, attempt: Attempt, call: ModelCall): Promise<GeneratedStream> {
    const limits = limitsOf(run, call)
    return this.#attempt(run, attempt, async (sending) => {
      const reader = await this.#ask(run, attempt, { call, stream: true, limits, sending })
      const first = await firstOf(reader)
      attempt.trial.started()
      const firstTokenMs = Date.now() - sending.startMs
      const onEnd = (end: { failure?: ProviderFailure; usage: Usage }) => {
        if (end.failure !== undefined) sending.abort.abort()
        endTrial(attempt.trial, end.failure)
        this.#report(run, attempt, sending, { firstTokenMs, ...end })
      }
      const context = { request: call.request, families: this.#familiesOf([attempt.model]), onEnd }
      return new GeneratedStream(effortOf(run, attempt), reader, first, context)
    })
  }

  /** Resolves when the provider has begun to answer; one that begins when nobody waits any more is let go. */
  async #ask(
    run: Run,
    { model, hasFallback }: Attempt,
    ask: { call: ModelCall; stream: boolean; limits: ReaderLimits; sending: Sending },
  ): Promise<DeltaReader> {
    const { call, stream, limits, sending } = ask
    const { provider, startMs, abort } = sending
    const { signal } = abort
    const speech = this.#speech(run, model)
    const { ctx } = call
    const request = fitRequest(call.request, this.#entry(model))
    const asked = { ctx, model, request, stream, hasFallback }
    const opening = provider.answer({ ...asked, speech, startMs, limits, signal })
    return await limited('firstToken', limits.firstTokenMs, run.endMs, opening).catch((thrown) => {
      opening.then(
        (late) => late.cancel(),
        () => undefined,
      )
      throw thrown
    })
  }

  #runOf(call: ModelCall): Run {
    return runOf(call, this.#familiesOf(call.models))
  }

  #familiesOf(models: readonly string[]): readonly string[] {
    return this.#catalogue.familiesOf(models)
  }

  #entry(model: string): ModelEntry | undefined {
    return servesAll(this.#env) ? undefined : this.#catalogue.entry(model)
  }

  #speech({ ctx }: Run, model: string): Speech {
    return {
      dialectOf: (given) => this.#dialects.dialectOf(model, given),
      learn: (lesson) => {
        this.#dialects.learn(model, lesson)
        reportLearnt(this.#log, ctx, model, lesson)
      },
    }
  }

  /** What comes all at once and is no text; `tokens` is what it costs if nobody counts. */
  #measure<T extends { readonly counted: Counted | undefined }>(
    run: Run,
    { call, tokens }: { readonly call: Pick<EmbeddingCall, 'timeouts'>; readonly tokens: number },
    ask: (provider: Provider, model: string, signal: AbortSignal) => Promise<T>,
  ): Promise<T & { readonly usage: Usage }> {
    return this.#overModels(run, (_run, attempt) =>
      this.#attempt(run, attempt, async (sending) => {
        const asking = ask(sending.provider, attempt.model, sending.abort.signal)
        const measured = await limited('firstToken', call.timeouts.attemptMs, run.endMs, asking)
        attempt.trial.succeeded(Date.now())
        const usage = measuredUsage(measured.counted, tokens)
        this.#report(run, attempt, sending, { usage })
        return { ...measured, usage }
      }),
    )
  }

  /**
   * Sends once; a failure is reported here, aborts what may still be under way, and goes on to {@link
   * overModels}.
   */
  async #attempt<T>(run: Run, attempt: Attempt, use: (sending: Sending) => Promise<T>): Promise<T> {
    const provider = chooseProvider(this.#env, this.#entry(attempt.model), attempt.model)
    const sending = { provider, startMs: Date.now(), abort: new AbortController() }
    try {
      if (remainingMs(run.endMs) === 0) throw new ProviderFailure('timeout', { timeout: 'total' })
      return await use(sending)
    } catch (thrown) {
      sending.abort.abort()
      const failure = ProviderFailure.from(thrown)
      const usage = run.spentBy?.(failure)
      if (usage !== undefined) run.onSpent?.({ model: attempt.model, attempt: attempt.number, usage })
      this.#report(run, attempt, sending, { failure, ...(usage === undefined ? {} : { usage }) })
      throw failure
    }
  }

  #report(
    { ctx, count }: Run,
    attempt: Attempt,
    { provider, startMs }: Sending,
    ended: { failure?: ProviderFailure; usage?: Usage; firstTokenMs?: number },
  ): void {
    reportAttempt(this.#log, ctx, { attempt, provider, startMs, count, ...ended })
  }
}

async function firstOf(reader: DeltaReader): Promise<readonly Delta[] | undefined> {
  try {
    return await reader.next()
  } catch (thrown) {
    reader.cancel()
    throw thrown
  }
}
