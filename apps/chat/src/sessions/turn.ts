import { promptTokensOf } from '@bulkhead/ai/usage'
import type { AiMeta, ChatTenant } from '@bulkhead/contracts/chat'
import { logFieldsOf } from '@bulkhead/contracts/context'
import type { Message, SendMessage } from '@bulkhead/contracts/http/sessions'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { planAnswer } from '../answers/plan-answer.ts'
import { generateStream } from '../generation/generate.ts'
import type { PreparedStream } from '../generation/prepared.ts'
import { errorBodyOf, type StartedStream } from '../generation/started.ts'
import type { Run } from '../run.ts'
import type { SessionStore } from '../session-tables/session-store.ts'
import { LiveStream } from '../stream/live-stream.ts'
import { TurnWriter } from './turn-writer.ts'

export interface TurnInput {
  readonly run: Run
  readonly tenant: ChatTenant
  readonly sessionId: string
  readonly messageId: string
  readonly request: SendMessage
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
  readonly ended: Promise<Message>
  readonly #input: TurnInput
  readonly #store: SessionStore
  readonly #writer: TurnWriter
  readonly #generating: Promise<StartedStream>
  readonly #starting = Promise.withResolvers<AiMeta>()

  constructor(store: SessionStore, input: TurnInput) {
    const { run, tenant, request, messageId } = input
    const model = request.model ?? tenant.chat.model
    this.#store = store
    this.#input = input
    this.messageId = messageId
    this.live = new LiveStream((batch) => store.append(messageId, batch))
    this.#writer = new TurnWriter(store, { ...input, model }, this.live)
    this.#generating = generateStream(run, { model, prepare: () => this.#prepare() })
    this.started = this.#starting.promise
    this.started.catch(() => undefined)
    this.ended = this.#execute()
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

  async #execute(): Promise<Message> {
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

  async #prepare(): Promise<PreparedStream> {
    const { run, tenant, request, messageId } = this.#input
    const { retrieval = false, content: text, model } = request
    const options = typeof retrieval === 'object' ? retrieval : {}
    const plan = await planAnswer(run, tenant, {
      question: { text, ...options },
      retrieval: retrieval !== false,
      model,
      newestFirst: this.#store.transcript.newestExchanges(),
    })
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
