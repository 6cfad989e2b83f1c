import { promptTokensOf } from '@bulkhead/ai/usage'
import type { AiMeta, ChatTenant } from '@bulkhead/contracts/chat'
import { logFieldsOf } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { planAnswer, type AnswerPlan } from '../answers/plan-answer.ts'
import { generateStream } from '../generation/generate.ts'
import type { PreparedStream } from '../generation/prepared.ts'
import { errorBodyOf, type StartedStream } from '../generation/started.ts'
import { planResponse } from '../responses/plan-response.ts'
import type { Run } from '../run.ts'
import type { SessionStore } from '../session-tables/session-store.ts'
import { contextOf, type SessionRequest, type StoredMessage } from '../stored-response.ts'
import { LiveStream } from '../stream/live-stream.ts'
import { ResponseWriter } from './response-writer.ts'
import { TurnWriter } from './turn-writer.ts'

export interface TurnInput {
  readonly run: Run
  readonly tenant: ChatTenant
  readonly sessionId: string
  readonly messageId: string
  readonly request: SessionRequest
}

/**
 * One answer being made, from the stored question to the stored answer. It belongs to the object, not to a
 * client: listeners only read along.
 */
export class Turn {
  readonly messageId: string
  readonly live: LiveStream
  /** With the first token; rejected when there is none. */
  readonly started: Promise<AiMeta>
  /** The whole message; rejected when it ended incomplete. */
  readonly ended: Promise<StoredMessage>
  readonly #input: TurnInput
  readonly #store: SessionStore
  readonly #writer: TurnWriter | ResponseWriter
  readonly #generating: Promise<StartedStream>
  readonly #starting = Promise.withResolvers<AiMeta>()

  constructor(store: SessionStore, given: TurnInput) {
    const { tenant, request, messageId } = given
    const run = { ...given.run, log: given.run.log.gathering() }
    const input = { ...given, run }
    const model = request.model ?? tenant.chat.model
    this.#store = store
    this.#input = input
    this.messageId = messageId
    this.live = new LiveStream((batch) => store.append(messageId, batch))
    this.#writer =
      request.response === undefined
        ? new TurnWriter(store, { ...input, model }, this.live)
        : new ResponseWriter(store, { ...input, model, response: request.response }, this.live)
    this.#generating = generateStream(run, { model, prepare: () => this.#prepare() })
    this.started = this.#starting.promise
    this.started.catch(() => undefined)
    this.ended = run.log.during(this.#execute())
    this.ended.catch(() => undefined)
  }

  /**
   * The session is being deleted: listeners hear of it at once, nothing more is stored, and what was used is
   * settled.
   */
  destroy(): void {
    const gone = new BulkheadError('not_found')
    this.live.abandon()
    this.#writer.abandon(errorBodyOf(this.#input.run, gone))
    this.live.close()
    this.#starting.reject(gone)
    this.#generating.then(
      ({ abort }) => abort(),
      () => undefined,
    )
  }

  /** Ends it as soon as its model can be told; resolves when it has ended. */
  async cancel(): Promise<void> {
    if (this.#writer instanceof ResponseWriter) this.#writer.cancel()
    this.#generating.then(
      ({ abort }) => abort(),
      () => undefined,
    )
    await Promise.allSettled([this.ended])
  }

  async #execute(): Promise<StoredMessage> {
    try {
      const { ai, pump } = await this.#begun()
      this.#starting.resolve(ai)
      const failure = await pump(this.live)
      if (failure !== undefined) throw failure
      if (this.#writer.message === undefined) throw new BulkheadError('internal')
      return this.#writer.message
    } finally {
      this.#dropBrokenLog()
    }
  }

  async #begun(): Promise<StartedStream> {
    try {
      return await this.#generating
    } catch (thrown) {
      const error = BulkheadError.from(thrown)
      this.#writer.fail(errorBodyOf(this.#input.run, error))
      this.live.close()
      this.#starting.reject(error)
      throw error
    }
  }

  #plan(): Promise<AnswerPlan> {
    const { run, tenant, request } = this.#input
    const { transcript } = this.#store
    if (request.response !== undefined) {
      const { request: asked, earlier, previous } = request.response
      const context = previous === undefined ? earlier : contextOf(transcript, previous)
      return planResponse(run, tenant, asked, context)
    }
    const { retrieval = false, content: text, model } = request
    const { rewrite, ...options } = typeof retrieval === 'object' ? retrieval : {}
    const question = { text, ...options }
    const newestFirst = transcript.newestExchanges()
    return planAnswer(run, tenant, { question, retrieval: retrieval !== false, rewrite, model, newestFirst })
  }

  async #prepare(): Promise<PreparedStream> {
    const { messageId } = this.#input
    const plan = await this.#plan()
    const { call, embedded } = plan
    if (embedded !== null) this.#store.turns.noteEmbedded(messageId, embedded)
    return {
      call,
      hasContext: true,
      embedded,
      onReserved: (extraTokens) => {
        this.#writer.refuseIfAbandoned()
        this.#store.turns.noteAsked(messageId, promptTokensOf(call.request, call.models), extraTokens)
        this.#writer.planned(plan)
      },
      writer: (_live, answering) => this.#writer.begin(answering),
    }
  }

  /**
   * A log with a gap is worth less than none: without one, readers get events that are made anew from the
   * message.
   */
  #dropBrokenLog(): void {
    const { lost } = this.live
    if (lost === undefined) return
    const { run, messageId } = this.#input
    this.#store.log.remove(messageId)
    run.log.warn(
      'events of an answer were not kept',
      { ...logFieldsOf(run.ctx), messageId },
      { thrown: lost },
    )
  }
}
