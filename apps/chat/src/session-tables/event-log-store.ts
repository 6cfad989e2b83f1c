import type { EventBatch } from '../stream/live-stream.ts'
import { splitEvents } from '../stream/replay.ts'

/** The events of each answer, as they went over the wire. */
export class EventLogStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  append(messageId: string, { firstId, lastId, text }: EventBatch): void {
    this.#sql.exec(
      'INSERT INTO event_log (message_id, first_id, last_id, text) VALUES (?, ?, ?, ?)',
      messageId,
      firstId,
      lastId,
      text,
    )
  }

  /** All of them, from the first; empty once they were forgotten. */
  read(messageId: string): readonly string[] {
    return this.#sql
      .exec<{ text: string }>('SELECT text FROM event_log WHERE message_id = ? ORDER BY first_id', messageId)
      .toArray()
      .flatMap(({ text }) => splitEvents(text))
  }

  remove(messageId: string): void {
    this.#sql.exec('DELETE FROM event_log WHERE message_id = ?', messageId)
  }

  /** Forgets the events of answers that ended before then; returns when the oldest of the others ended. */
  removeEndedBefore(timeMs: number): number | undefined {
    this.#sql.exec(
      'DELETE FROM event_log WHERE message_id IN (SELECT id FROM message WHERE ended_ms <= ?)',
      timeMs,
    )
    const { oldest } = this.#sql
      .exec<{ oldest: number | null }>(
        'SELECT min(ended_ms) AS oldest FROM message WHERE id IN (SELECT message_id FROM event_log)',
      )
      .one()
    return oldest ?? undefined
  }

  removeUpTo(seq: number): void {
    this.#sql.exec('DELETE FROM event_log WHERE message_id IN (SELECT id FROM message WHERE seq <= ?)', seq)
  }

  removeAll(): void {
    this.#sql.exec('DELETE FROM event_log')
  }
}
