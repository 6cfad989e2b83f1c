import type { Delta, Finish, Usage } from '@bulkhead/ai/model-answer'
import { logFieldsOf } from '@bulkhead/contracts/context'
import type { Citation, Message } from '@bulkhead/contracts/http/sessions'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { ErrorBody } from '@bulkhead/errors/envelope'

import { AnswerEvents } from '../answers/answer-events.ts'
import { countCitations } from '../answers/count-citations.ts'
import type { AnswerPlan } from '../answers/plan-answer.ts'
import { tokenUsage } from '../answers/token-usage.ts'
import type { ReplyWriter } from '../generation/prepared.ts'
import type { Run } from '../run.ts'
import type { SessionStore } from '../session-tables/session-store.ts'
import type { MessageDetails } from '../session-tables/transcript-store.ts'
import type { EventSink } from '../stream/event-sink.ts'
import { NamedEvents } from '../stream/named-events.ts'

interface Writing {
  readonly run: Run
  readonly sessionId: string
  readonly messageId: string
  /** The model that is asked first; the one that answers is known with {@link TurnWriter.begin}. */
  readonly model: string
}

/**
 * Writes one answer of a session twice: as events for whoever listens, and at its end as the stored message.
 */
export class TurnWriter implements ReplyWriter {
  /** As it was stored; undefined until the answer is complete. */
  message: Message | undefined
  readonly #store: SessionStore
  readonly #writing: Writing
  readonly #named: NamedEvents
  #model: string
  #plan: AnswerPlan | undefined
  #events: AnswerEvents | undefined
  #isAbandoned = false

  constructor(store: SessionStore, writing: Writing, sink: EventSink) {
    this.#store = store
    this.#writing = writing
    this.#named = new NamedEvents(sink)
    this.#model = writing.model
  }

  /** From here on a failure is stored with the warnings of this plan. */
  planned(plan: AnswerPlan): void {
    this.#plan = plan
    this.#events = new AnswerEvents(this.#named, plan)
  }

  begin(model: string): this {
    const { messageId, sessionId } = this.#writing
    this.#model = model
    this.#events?.start({ messageId, sessionId, model })
    return this
  }

  deltas(deltas: readonly Delta[]): void {
    this.#events?.deltas(deltas)
  }

  end({ finishReason, usage }: Finish): void {
    this.refuseIfAbandoned()
    this.#events?.end()
    const details = { ...this.#details(usage), finishReason }
    this.message = this.#store.end(this.#writing.messageId, {
      status: 'complete',
      content: this.#text,
      details,
    })
    if (this.message === undefined) throw new BulkheadError('not_found')
    if (this.#plan?.sources !== undefined)
      countCitations(this.#writing.run, this.#events?.cited.citations ?? [])
    this.#named.write('message.end', this.message)
  }

  /** What was written by then is kept, as an incomplete answer. */
  fail(body: ErrorBody, usage?: Usage): void {
    if (this.#isAbandoned) return
    this.#keepIncomplete(usage)
    this.#named.write('error', body)
  }

  /** The session is being deleted: listeners get this error, and nothing more is stored. */
  abandon(body: ErrorBody): void {
    this.#isAbandoned = true
    this.#named.write('error', body)
  }

  refuseIfAbandoned(): void {
    if (this.#isAbandoned) throw new BulkheadError('not_found')
  }

  get #text(): string {
    return this.#events?.cited.text ?? ''
  }

  get #citations(): readonly Citation[] {
    return this.#events?.cited.citations ?? []
  }

  /**
   * If even that cannot be written, listeners nevertheless get the error, and the session ends the turn when
   * it is asked again.
   */
  #keepIncomplete(usage: Usage | undefined): void {
    const { run, messageId } = this.#writing
    const details = { ...this.#details(usage), finishReason: 'error' }
    try {
      this.#store.end(messageId, { status: 'incomplete', content: this.#text, details })
    } catch (thrown) {
      run.log.error('incomplete answer was not stored', { ...logFieldsOf(run.ctx), messageId }, { thrown })
    }
  }

  #details(usage: Usage | undefined): MessageDetails {
    const { sources, query, warnings: planned = [] } = this.#plan ?? {}
    const warnings = [...planned, ...(this.#events?.cited.warnings ?? [])]
    return {
      model: this.#model,
      ...(usage === undefined ? {} : { usage: tokenUsage(usage) }),
      ...(query === undefined ? {} : { query }),
      ...(sources === undefined ? {} : { citations: this.#citations }),
      ...(warnings.length === 0 ? {} : { warnings }),
    }
  }
}
