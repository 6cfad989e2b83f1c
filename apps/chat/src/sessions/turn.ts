import type { GeneratedStream } from '@bulkhead/ai/generated-stream'
import type { Usage } from '@bulkhead/ai/model-answer'
import { promptTokensOf } from '@bulkhead/ai/usage'
import type { AiMeta, ChatTenant } from '@bulkhead/contracts/chat'
import { logFieldsOf } from '@bulkhead/contracts/context'
import type { Message, SendMessage } from '@bulkhead/contracts/http/sessions'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { countCitations, startEvents, tokenUsage } from '../answers/answer.ts'
import { CitedText } from '../answers/cited-text.ts'
import { planAnswer, type AnswerPlan } from '../answers/plan-answer.ts'
import { writeAnswer } from '../answers/write-answer.ts'
import { modelClient } from '../generation/models.ts'
import { Spending } from '../generation/spending.ts'
import { errorBodyOf, metaOf } from '../generation/started.ts'
import type { Run } from '../run.ts'
import type { SessionStore } from '../session-tables/session-store.ts'
import type { MessageDetails } from '../session-tables/transcript-store.ts'
import { LiveStream } from '../stream/live-stream.ts'
import { NamedEvents } from '../stream/named-events.ts'

export interface TurnInput {
  readonly run: Run
  readonly tenant: ChatTenant
  readonly sessionId: string
  readonly messageId: string
  readonly request: SendMessage
}

/**
 * One answer being made, from the stored question to the stored answer. It belongs to the object, not to a client: whoever listens only
 * reads along.
 */
export class Turn {
  readonly messageId: string
  readonly live: LiveStream
  /** With the first token; rejected when there is none to be had. */
  readonly started: Promise<AiMeta>
  /** The whole message; rejected when it ended incomplete. */
  readonly ended: Promise<Message>
  readonly #input: TurnInput
  readonly #store: SessionStore
  readonly #spending: Spending
  readonly #events: NamedEvents
  readonly #starting = Promise.withResolvers<AiMeta>()
  #cited = new CitedText(undefined)
  #plan: AnswerPlan | undefined
  #generated: GeneratedStream | undefined
  #isDestroyed = false

  constructor(store: SessionStore, input: TurnInput) {
    this.#store = store
    this.#input = input
    this.messageId = input.messageId
    this.live = new LiveStream((batch) => store.append(input.messageId, batch))
    this.#events = new NamedEvents(this.live)
    this.#spending = new Spending(input.run)
    this.started = this.#starting.promise
    this.started.catch(() => undefined)
    this.ended = this.#execute()
    this.ended.catch(() => undefined)
  }

  /** The session is going away: listeners hear of it at once, nothing more is stored, and what was used is settled. */
  destroy(): void {
    this.#isDestroyed = true
    const gone = new BulkheadError('not_found')
    this.live.abandon()
    this.#events.write('error', errorBodyOf(this.#input.run, gone))
    this.live.close()
    this.#starting.reject(gone)
    this.#generated?.abort()
  }

  async #execute(): Promise<Message> {
    try {
      const plan = await this.#prepare()
      const generated = await this.#ask(plan)
      await writeAnswer(generated, this.#cited, this.#events)
      return this.#commit(plan, generated)
    } catch (thrown) {
      throw this.#fail(BulkheadError.from(thrown))
    } finally {
      this.live.close()
      this.#settle()
      this.#dropBrokenLog()
    }
  }

  async #prepare(): Promise<AnswerPlan> {
    const { run, tenant, request, messageId } = this.#input
    await this.#spending.reserve()
    const { retrieval = false, content: text, model } = request
    const options = typeof retrieval === 'object' ? retrieval : {}
    const plan = await planAnswer(run, tenant, {
      question: { text, ...options },
      retrieval: retrieval !== false,
      model,
      newestFirst: this.#store.transcript.newestExchanges(),
    })
    await this.#spending.cover(plan.call)
    this.#refuseIfDestroyed()
    this.#store.turns.noteAsked(messageId, promptTokensOf(plan.call.request), this.#spending.extraTokens)
    this.#plan = plan
    this.#cited = new CitedText(plan.sources)
    return plan
  }

  async #ask(plan: AnswerPlan): Promise<GeneratedStream> {
    const { run, sessionId, messageId } = this.#input
    const generated = await modelClient(run).stream(plan.call)
    this.#generated = generated
    if (this.#isDestroyed) generated.abort()
    startEvents(this.#events, plan, { messageId, sessionId, model: generated.model })
    this.#starting.resolve(metaOf(generated))
    return generated
  }

  #commit(plan: AnswerPlan, { finish }: GeneratedStream): Message {
    this.#refuseIfDestroyed()
    const { text: content, citations } = this.#cited
    const details = { ...this.#details(finish.usage), finishReason: finish.finishReason }
    const message = this.#store.end(this.messageId, { status: 'complete', content, details })
    if (message === undefined) throw new BulkheadError('not_found')
    if (plan.sources !== undefined) countCitations(this.#input.run, citations)
    this.#events.write('message.end', message)
    return message
  }

  /** What was written by then is kept, as an incomplete answer. */
  #fail(error: BulkheadError): BulkheadError {
    if (!this.#isDestroyed) {
      this.#keepIncomplete()
      this.#events.write('error', errorBodyOf(this.#input.run, error))
    }
    this.#starting.reject(error)
    return error
  }

  /** Where even that cannot be written, listeners are told all the same, and the session ends the turn when it is asked again. */
  #keepIncomplete(): void {
    const details = { ...this.#details(this.#generated?.usageSoFar()), finishReason: 'error' }
    try {
      this.#store.end(this.messageId, { status: 'incomplete', content: this.#cited.text, details })
    } catch (thrown) {
      this.#input.run.log.error('incomplete answer was not stored', this.#logFields(), { thrown })
    }
  }

  /** A log with a gap is worth less than none: without one, readers get the events made anew from the message. */
  #dropBrokenLog(): void {
    const { lost } = this.live
    if (lost === undefined) return
    this.#store.log.remove(this.messageId)
    this.#input.run.log.warn('events of an answer were not kept', this.#logFields(), { thrown: lost })
  }

  #logFields() {
    return { ...logFieldsOf(this.#input.run.ctx), messageId: this.messageId }
  }

  #details(usage: Usage | undefined): MessageDetails {
    const { sources, warnings = [] } = this.#plan ?? {}
    return {
      model: this.#model(),
      ...(usage === undefined ? {} : { usage: tokenUsage(usage) }),
      ...(sources === undefined ? {} : { citations: this.#cited.citations }),
      ...(warnings.length === 0 ? {} : { warnings }),
    }
  }

  #settle(): void {
    this.#spending.settle(this.#model(), this.#generated?.usageSoFar())
  }

  #model(): string {
    const { tenant, request } = this.#input
    return this.#generated?.model ?? request.model ?? tenant.chat.model
  }

  #refuseIfDestroyed(): void {
    if (this.#isDestroyed) throw new BulkheadError('not_found')
  }
}
