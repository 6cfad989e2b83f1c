import type { Warning } from '@bulkhead/contracts/http/lists'
import type { Citation, Message, TokenUsage } from '@bulkhead/contracts/http/sessions'

import type { Exchange } from '../answers/context-window.ts'
import type { StoredMessage, StoredResponse } from '../stored-response.ts'
import type { Retained } from './retention.ts'

/** What only an assistant's message has. */
export interface MessageDetails {
  readonly model?: string
  readonly finishReason?: string
  readonly usage?: TokenUsage
  readonly query?: string
  readonly citations?: readonly Citation[]
  readonly warnings?: readonly Warning[]
  readonly response?: StoredResponse
}

/** How an answer ended. */
export interface MessageEnd {
  readonly status: 'complete' | 'incomplete'
  readonly content: string
  readonly details: MessageDetails
}

interface MessageRow extends Record<string, SqlStorageValue> {
  seq: number
  id: string
  role: Message['role']
  content: string
  status: Message['status']
  details: string
  created_ms: number
}

export interface Listed {
  readonly seq: number
  readonly message: StoredMessage
}

const COLUMNS = 'seq, id, role, content, status, details, created_ms'

/** The SQL of a session's messages: named statements and nothing else. */
export class TranscriptStore {
  readonly #sql: SqlStorage
  readonly #sessionId: () => string

  constructor(sql: SqlStorage, sessionId: () => string) {
    this.#sql = sql
    this.#sessionId = sessionId
  }

  addQuestion(id: string, content: string, nowMs: number): void {
    this.#sql.exec(
      "INSERT INTO message (id, role, content, status, details, created_ms, ended_ms) VALUES (?, 'user', ?, 'complete', '{}', ?, ?)",
      id,
      content,
      nowMs,
      nowMs,
    )
  }

  /** The answer's place, before a model is asked. */
  addRunning(id: string, replyTo: string, details: MessageDetails, nowMs: number): void {
    this.#sql.exec(
      "INSERT INTO message (id, role, content, status, reply_to, details, created_ms) VALUES (?, 'assistant', '', 'running', ?, ?, ?)",
      id,
      replyTo,
      JSON.stringify(details),
      nowMs,
    )
  }

  finish(id: string, end: MessageEnd, nowMs: number): void {
    this.#sql.exec(
      'UPDATE message SET status = ?, content = ?, details = ?, ended_ms = ? WHERE id = ?',
      end.status,
      end.content,
      JSON.stringify(end.details),
      nowMs,
      id,
    )
  }

  find(id: string): StoredMessage | undefined {
    const [row] = this.#sql.exec<MessageRow>(`SELECT ${COLUMNS} FROM message WHERE id = ?`, id).toArray()
    return row === undefined ? undefined : this.#messageOf(row)
  }

  /** What an answer replied to. */
  questionOf(id: string): string | undefined {
    const [row] = this.#sql
      .exec<{ content: string }>(
        'SELECT content FROM message WHERE id = (SELECT reply_to FROM message WHERE id = ?)',
        id,
      )
      .toArray()
    return row?.content
  }

  newestId(): string | undefined {
    const [row] = this.#sql.exec<{ id: string }>('SELECT id FROM message ORDER BY seq DESC LIMIT 1').toArray()
    return row?.id
  }

  /** Oldest first. */
  after(seq: number, limit: number): readonly Listed[] {
    return this.#sql
      .exec<MessageRow>(`SELECT ${COLUMNS} FROM message WHERE seq > ? ORDER BY seq LIMIT ?`, seq, limit)
      .toArray()
      .map((row) => ({ seq: row.seq, message: this.#messageOf(row) }))
  }

  /** Ended exchanges, newest first. A reader may stop anywhere but must not await in between. */
  newestExchanges(): Iterable<Exchange> {
    return this.#sql.exec<{ question: string; answer: string }>(
      `SELECT question.content AS question, answer.content AS answer
       FROM message AS answer JOIN message AS question ON question.id = answer.reply_to
       WHERE answer.status <> 'running' ORDER BY answer.seq DESC`,
    )
  }

  /** Bytes of all messages, those of failed answers too. */
  heldBytes(): number {
    return this.#sql.exec<{ bytes: number }>('SELECT bytes FROM held').one().bytes
  }

  /** From the first message to the last, and when the first was made. */
  span(): { firstSeq: number; lastSeq: number; oldestMs: number } | undefined {
    const [row] = this.#sql
      .exec<{ first: number; last: number; oldest: number }>(
        `SELECT seq AS first, created_ms AS oldest, (SELECT max(seq) FROM message) AS last
         FROM message ORDER BY seq LIMIT 1`,
      )
      .toArray()
    return row === undefined ? undefined : { firstSeq: row.first, lastSeq: row.last, oldestMs: row.oldest }
  }

  /** Those that have ended, oldest first. */
  ended(): readonly Retained[] {
    return this.#sql
      .exec<{ seq: number; ended_ms: number }>(
        'SELECT seq, ended_ms FROM message WHERE ended_ms IS NOT NULL ORDER BY seq',
      )
      .toArray()
      .map(({ seq, ended_ms }) => ({ seq, endedMs: ended_ms }))
  }

  /** The question of the oldest answer that is running or that an Idempotency-Key may still ask for. */
  heldSeq(): number | undefined {
    const { held } = this.#sql
      .exec<{ held: number | null }>(
        `SELECT min(question.seq) AS held FROM message AS answer JOIN message AS question ON question.id = answer.reply_to
         WHERE answer.status = 'running' OR answer.id IN (SELECT result FROM idempotency)`,
      )
      .one()
    return held ?? undefined
  }

  removeUpTo(seq: number): void {
    this.#sql.exec('DELETE FROM message WHERE seq <= ?', seq)
  }

  /** An answer and the question before it. */
  removeExchange(id: string): void {
    this.#sql.exec('DELETE FROM message WHERE id = (SELECT reply_to FROM message WHERE id = ?)', id)
    this.#sql.exec('DELETE FROM message WHERE id = ?', id)
  }

  removeAll(): number {
    return this.#sql.exec('DELETE FROM message RETURNING seq').toArray().length
  }

  #messageOf({ id, role, content, status, details, created_ms }: MessageRow): StoredMessage {
    const known: MessageDetails = JSON.parse(details)
    const createdAt = new Date(created_ms).toISOString()
    return { id, sessionId: this.#sessionId(), role, content, status, ...known, createdAt }
  }
}
