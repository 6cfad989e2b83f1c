import type { AiMeta } from '@bulkhead/contracts/chat'
import { IdempotencyStore } from '@bulkhead/worker/idempotency-store'

import { KEEP_RESULTS_MS } from '../limits.ts'
import type { EventBatch } from '../stream/live-stream.ts'
import { splitEvents } from '../stream/replay.ts'

/** A whole reply, as JSON in the row of its key; the events of a stream are beside it. */
export type KeptReply =
  | { readonly kind: 'json'; readonly json: string; readonly ai: AiMeta }
  | { readonly kind: 'stream'; readonly ai: AiMeta }

/** What a Completion keeps: one key with its reply, and the events of a stream in batches. */
export class CompletionStore {
  readonly requests: IdempotencyStore
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
    this.requests = new IdempotencyStore(sql, KEEP_RESULTS_MS)
  }

  append({ firstId, text }: EventBatch): void {
    this.#sql.exec('INSERT INTO event_log (first_id, text) VALUES (?, ?)', firstId, text)
  }

  /** What an attempt wrote that ended without a reply. */
  removeEvents(): void {
    this.#sql.exec('DELETE FROM event_log')
  }

  events(): readonly string[] {
    return this.#sql
      .exec<{ text: string }>('SELECT text FROM event_log ORDER BY first_id')
      .toArray()
      .flatMap(({ text }) => splitEvents(text))
  }
}
