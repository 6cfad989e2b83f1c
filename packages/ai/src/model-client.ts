import { remainingMs } from '@bulkhead/calls/deadline'
import type { Log } from '@bulkhead/logging/log'

import { reportAttempt, reportLeftAlone } from './attempts/attempt-report.ts'
import type { Breaker } from './attempts/breaker.ts'
import { overModels, type Attempt } from './attempts/over-models.ts'
import { blamesModel } from './attempts/retry-policy.ts'
import { GeneratedStream } from './generated-stream.ts'
import type { Generated } from './model-answer.ts'
import type { ModelCall } from './model-request.ts'
import { errorOfFailure, ProviderFailure } from './provider-failure.ts'
import { chooseProvider, type ModelEnv } from './providers/choose-provider.ts'
import { DeltaReader } from './reading/delta-reader.ts'
import { finishReasonOf } from './reading/finish-reason.ts'
import { readAnswer } from './reading/read-answer.ts'
import { limited } from './reading/time-limit.ts'
import { countUsage } from './usage.ts'

/**
 * What a plain answer may take for each token that was asked for, on top of the first-token timeout: its tokens cannot be seen coming.
 * 50 tokens a second is what slow large models do.
 */
const PLAIN_TOKEN_MS = 20

/** A model that knows no limit would go on until the total timeout, at the tenant's expense. No real text has so many characters a token. */
const MAX_CHARS_PER_TOKEN = 12
const MAX_CHARS_MARGIN = 1_000

/** One run of a call, over all its attempts. */
interface Run {
  readonly call: ModelCall
  readonly startMs: number
  readonly endMs: number
}

/** One attempt at one model. */
interface Sending {
  readonly send: (stream: boolean) => Promise<unknown>
  /** Its name, for the log. */
  readonly provider: string
  readonly startMs: number
  readonly abort: AbortController
}

/** Asks models: timeouts, retries, fallback models, breaker, usage. Everything it throws is a BulkheadError. */
export class ModelClient {
  readonly #env: ModelEnv
  readonly #log: Log
  readonly #breaker: Breaker
  readonly #random: () => number

  /** `breaker`: one per isolate, shared by all clients in it. */
  constructor(env: ModelEnv, log: Log, breaker: Breaker, random: () => number = Math.random) {
    this.#env = env
    this.#log = log
    this.#breaker = breaker
    this.#random = random
  }

  /** A whole answer at once. */
  generate(call: ModelCall): Promise<Generated> {
    return this.#overModels(call, (run, attempt) => this.#plain(run, attempt))
  }

  /** Resolves with the first token, so that every failure before it can still become a fallback or an HTTP error. */
  stream(call: ModelCall): Promise<GeneratedStream> {
    return this.#overModels(call, (run, attempt) => this.#open(run, attempt))
  }

  async #overModels<T>(call: ModelCall, once: (run: Run, attempt: Attempt) => Promise<T>): Promise<T> {
    const startMs = Date.now()
    const run = { call, startMs, endMs: Math.min(call.ctx.deadline, startMs + call.timeouts.totalMs) }
    const plan = {
      models: call.models,
      endMs: run.endMs,
      breaker: this.#breaker,
      random: this.#random,
      onLeftAlone: (model: string) => reportLeftAlone(this.#log, call.ctx, model),
    }
    try {
      return await overModels(plan, (attempt) => once(run, attempt))
    } catch (thrown) {
      throw errorOfFailure(ProviderFailure.from(thrown))
    }
  }

  async #plain(run: Run, attempt: Attempt): Promise<Generated> {
    const { request, timeouts } = run.call
    const limitMs = timeouts.firstTokenMs + request.maxTokens * PLAIN_TOKEN_MS
    return this.#attempt(run, attempt, async ({ send, provider, startMs }) => {
      const { reasoning, ...answer } = readAnswer(
        await limited('firstToken', limitMs, run.endMs, send(false)),
      )
      const usage = answer.usage ?? countUsage(request, reasoning + completionOf(answer))
      this.#breaker.succeeded(attempt.model)
      reportAttempt(this.#log, run.call.ctx, { attempt, provider, startMs, usage })
      const { finishReason: reported, toolCalls } = answer
      const hasToolCalls = toolCalls.length > 0
      const finishReason = finishReasonOf({ reported, hasToolCalls, usage, maxTokens: request.maxTokens })
      return { ...answer, finishReason, usage, ...effortOf(run, attempt) }
    })
  }

  async #open(run: Run, attempt: Attempt): Promise<GeneratedStream> {
    const { request, timeouts, ctx } = run.call
    const maxChars = request.maxTokens * MAX_CHARS_PER_TOKEN + MAX_CHARS_MARGIN
    const limits = { ...timeouts, endMs: run.endMs, maxChars }
    return this.#attempt(run, attempt, async ({ send, provider, startMs, abort }) => {
      const opening = send(true)
      const body = await limited('firstToken', limits.firstTokenMs, run.endMs, opening).catch((thrown) => {
        opening.then(discard, () => undefined)
        throw thrown
      })
      if (!(body instanceof ReadableStream)) throw new ProviderFailure('malformed')
      const reader = new DeltaReader(body, startMs, limits)
      const first = await reader.next().catch((thrown) => {
        reader.cancel()
        throw thrown
      })
      this.#breaker.started(attempt.model)
      const firstTokenMs = Date.now() - startMs
      const onEnd = (end: { failure?: ProviderFailure; usage: Generated['usage'] }) => {
        if (end.failure !== undefined) abort.abort()
        this.#streamEnded(attempt.model, end.failure)
        reportAttempt(this.#log, ctx, { attempt, provider, startMs, firstTokenMs, ...end })
      }
      return new GeneratedStream(effortOf(run, attempt), reader, first, { request, onEnd })
    })
  }

  /** Sends once; a failure is reported here, aborts what may still be under way, and goes on to {@link overModels}. */
  async #attempt<T>(run: Run, attempt: Attempt, use: (sending: Sending) => Promise<T>): Promise<T> {
    const { ctx, request } = run.call
    const provider = chooseProvider(this.#env, attempt.model)
    const abort = new AbortController()
    const startMs = Date.now()
    const send = (stream: boolean) =>
      provider.send({ ctx, model: attempt.model, request, stream, signal: abort.signal })
    try {
      if (remainingMs(run.endMs) === 0) throw new ProviderFailure('timeout', { timeout: 'total' })
      return await use({ send, provider: provider.name, startMs, abort })
    } catch (thrown) {
      abort.abort()
      const failure = ProviderFailure.from(thrown)
      reportAttempt(this.#log, ctx, { attempt, provider: provider.name, startMs, failure })
      throw failure
    }
  }

  #streamEnded(model: string, failure: ProviderFailure | undefined): void {
    if (failure === undefined) this.#breaker.succeeded(model)
    else if (blamesModel(failure)) this.#breaker.failed(model, Date.now())
  }
}

function effortOf(run: Run, attempt: Attempt) {
  return { model: attempt.model, attempts: attempt.number, providerMs: Date.now() - run.startMs }
}

function completionOf({ text, toolCalls }: Pick<Generated, 'text' | 'toolCalls'>): string {
  return toolCalls.length === 0 ? text : text + JSON.stringify(toolCalls)
}

/** A stream that arrives when nobody waits for it any more. */
function discard(late: unknown): void {
  if (late instanceof ReadableStream) late.cancel().catch(() => undefined)
}
