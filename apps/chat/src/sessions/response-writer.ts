import type { Delta, Finish, Usage } from '@bulkhead/ai/model-answer'
import { logFieldsOf } from '@bulkhead/contracts/context'
import type { ResponseObject } from '@bulkhead/contracts/http/responses/response-object'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { ErrorBody } from '@bulkhead/errors/envelope'

import { countCitations } from '../answers/count-citations.ts'
import type { AnswerPlan } from '../answers/plan-answer.ts'
import { tokenUsage } from '../answers/token-usage.ts'
import { hasResults } from '../responses/response-body.ts'
import { ResponseEvents } from '../responses/response-events.ts'
import type { Run } from '../run.ts'
import type { SessionStore } from '../session-tables/session-store.ts'
import type { SessionResponse, StoredMessage, StoredResponse } from '../stored-response.ts'
import type { EventSink } from '../stream/event-sink.ts'
import type { AnswerWriter } from './answer-writer.ts'

interface Writing {
  readonly run: Run
  readonly messageId: string
  readonly model: string
  readonly response: SessionResponse
}

const NO_PLAN = { sources: undefined, warnings: [], embedded: null }

/** Writes a response: as typed events for whoever listens, and at its end into the session. */
export class ResponseWriter implements AnswerWriter {
  message: StoredMessage | undefined
  readonly #store: SessionStore
  readonly #writing: Writing
  readonly #sink: EventSink
  readonly #opened: StoredResponse
  #plan: Omit<AnswerPlan, 'call'> = NO_PLAN
  #events: ResponseEvents | undefined
  #model: string
  #isAbandoned = false
  #isCancelled = false

  constructor(store: SessionStore, writing: Writing, sink: EventSink) {
    const opened = store.transcript.find(writing.messageId)?.response
    if (opened === undefined) throw new BulkheadError('internal')
    this.#store = store
    this.#writing = writing
    this.#sink = sink
    this.#opened = opened
    this.#model = writing.model
  }

  planned(plan: AnswerPlan): void {
    this.#plan = plan
  }

  begin(model: string): this {
    this.#model = model
    this.#started(model)
    return this
  }

  deltas(deltas: readonly Delta[]): void {
    this.#events?.deltas(deltas)
  }

  end(finish: Finish): void {
    this.refuseIfAbandoned()
    const events = this.#started(this.#model)
    const body = events.end(finish)
    this.message = this.#keep('complete', body, finish.usage, finish.finishReason)
    if (this.message === undefined) throw new BulkheadError('not_found')
    if (this.#plan.sources !== undefined) countCitations(this.#writing.run, events.citations)
    events.last(body)
  }

  /** What was said by then is kept. */
  fail(error: ErrorBody, usage?: Usage): void {
    if (this.#isAbandoned) return
    const events = this.#started(this.#model)
    const failed = events.failed(error, usage)
    const body = this.#isCancelled ? { ...failed, status: 'cancelled' as const, error: null } : failed
    try {
      this.#keep('incomplete', body, usage, 'error')
    } catch (thrown) {
      const { run, messageId } = this.#writing
      run.log.error('failed response was not stored', { ...logFieldsOf(run.ctx), messageId }, { thrown })
    }
    events.last(body)
  }

  abandon(error: ErrorBody): void {
    const events = this.#started(this.#model)
    this.#isAbandoned = true
    events.last(events.failed(error, undefined))
  }

  /** What ends it from now on is its client's wish, not a failure. */
  cancel(): void {
    this.#isCancelled = true
  }

  refuseIfAbandoned(): void {
    if (this.#isAbandoned) throw new BulkheadError('not_found')
  }

  #started(model: string): ResponseEvents {
    if (this.#events !== undefined) return this.#events
    const { request } = this.#writing.response
    const options = { hasResults: hasResults(request), sink: this.#sink }
    this.#events = new ResponseEvents(this.#opened.body, this.#plan, options)
    this.#events.start(model)
    return this.#events
  }

  #keep(
    status: 'complete' | 'incomplete',
    body: ResponseObject,
    usage: Usage | undefined,
    finishReason: string,
  ): StoredMessage | undefined {
    const { sources, warnings } = this.#plan
    const details = {
      model: this.#model,
      finishReason,
      ...(usage === undefined ? {} : { usage: tokenUsage(usage) }),
      ...(sources === undefined ? {} : { citations: this.#events?.citations ?? [] }),
      ...(warnings.length === 0 ? {} : { warnings }),
      response: { ...this.#opened, body },
    }
    return this.#store.end(this.#writing.messageId, { status, content: this.#events?.text ?? '', details })
  }
}
