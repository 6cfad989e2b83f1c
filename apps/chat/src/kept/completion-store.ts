import type { AiMeta } from '@bulkhead/contracts/chat'

import type { EventBatch } from '../stream/live-stream.ts'
import { splitEvents } from '../stream/replay.ts'

/** What became of the last attempt under a key. */
export type CompletionResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly json: string; readonly ai: AiMeta }
  | { readonly kind: 'stream'; readonly ai: AiMeta }

export interface CompletionState {
  readonly bodyHash: string
  readonly attempts: number
  /** What the first attempt came with, and every repeat of the same bytes comes with. */
  readonly reservationId: string | undefined
  readonly result: CompletionResult
}

const STATE = 'state'
const EVENTS = 'events/'

/** What a Completion keeps: one state, and the events of a stream in batches. Key-value, so that all of it can go at once. */
export class CompletionStore {
  readonly #storage: DurableObjectStorage

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  state(): CompletionState | undefined {
    return this.#storage.kv.get<CompletionState>(STATE)
  }

  /** Counts a further attempt and forgets what the one before wrote. */
  begin(bodyHash: string, reservation: string | undefined): number {
    const earlier = this.state()
    const attempts = (earlier?.attempts ?? 0) + 1
    const reservationId = earlier === undefined ? reservation : earlier.reservationId
    for (const [key] of this.#storage.kv.list({ prefix: EVENTS })) this.#storage.kv.delete(key)
    this.#storage.kv.put<CompletionState>(STATE, {
      bodyHash,
      attempts,
      reservationId,
      result: { kind: 'none' },
    })
    return attempts
  }

  finish(result: CompletionResult): void {
    const state = this.state()
    if (state !== undefined) this.#storage.kv.put<CompletionState>(STATE, { ...state, result })
  }

  append({ firstId, text }: EventBatch): void {
    this.#storage.kv.put(`${EVENTS}${String(firstId).padStart(8, '0')}`, text)
  }

  events(): readonly string[] {
    const batches = [...this.#storage.kv.list<string>({ prefix: EVENTS })]
    return batches.flatMap(([, text]) => splitEvents(text))
  }
}
