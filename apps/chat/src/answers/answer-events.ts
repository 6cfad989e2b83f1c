import type { Delta } from '@bulkhead/ai/model-answer'
import type { StreamEvents } from '@bulkhead/contracts/http/stream-events'

import type { NamedEvents } from '../stream/named-events.ts'
import { CitedText, type Cited } from './cited-text.ts'
import type { AnswerPlan } from './plan-answer.ts'
import { publicSource } from './source.ts'

/**
 * The events of an answer up to its terminal one, which belongs to the route. `cited` is the text so far,
 * also when the stream breaks.
 */
export class AnswerEvents {
  readonly cited: CitedText
  readonly #events: NamedEvents
  readonly #plan: AnswerPlan

  constructor(events: NamedEvents, plan: AnswerPlan) {
    this.#events = events
    this.#plan = plan
    this.cited = new CitedText(plan.sources)
  }

  /** Who answers, and from what. */
  start(start: StreamEvents['message.start']): void {
    const { sources, warnings, query, notice } = this.#plan
    this.#events.write('message.start', start)
    if (sources === undefined) return
    const asked = { ...(query === undefined ? {} : { query }), ...(notice === undefined ? {} : { notice }) }
    this.#events.write('retrieval', { ...asked, sources: sources.map(publicSource), warnings })
  }

  deltas(deltas: readonly Delta[]): void {
    this.#write(this.cited.push(textOf(deltas)))
  }

  /** Writes what was held back in case it became a mark. */
  end(): void {
    this.#write(this.cited.end())
  }

  #write({ text, citations }: Cited): void {
    if (text !== '') this.#events.write('delta', { text })
    for (const citation of citations) this.#events.write('citation', citation)
  }
}

/** Why a model will not answer is its answer. */
function textOf(deltas: readonly Delta[]): string {
  return deltas.map(({ text, refusal }) => text + refusal).join('')
}
