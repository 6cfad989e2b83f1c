import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import { IdempotencyStore, type KeyedRequest } from '@bulkhead/worker/idempotency-store'

import { KEEP_RESULTS_MS } from '../limits.ts'
import type { StoredMessage, StoredResponse } from '../stored-response.ts'
import type { EventBatch } from '../stream/live-stream.ts'
import { EventLogStore } from './event-log-store.ts'
import { DAY_MS, type RetentionRule } from './retention.ts'
import { withRoom } from './storage-full.ts'
import { TranscriptStore, type MessageEnd } from './transcript-store.ts'
import { TurnStore, type TurnRecord } from './turn-store.ts'

interface Owner {
  readonly tenantId: TenantId
  readonly sessionId: string
  readonly rule: RetentionRule
}

/**
 * Everything a ChatSession keeps. The steps of a turn are single transactions here: begin, end, destroy. A
 * step that finds no room makes some; if that does not help, it throws `storage_unavailable` with nothing
 * written.
 */
export class SessionStore {
  readonly transcript: TranscriptStore
  readonly turns: TurnStore
  readonly log: EventLogStore
  readonly requests: IdempotencyStore
  readonly #storage: DurableObjectStorage

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    this.transcript = new TranscriptStore(storage.sql, () => this.owner()?.sessionId ?? '')
    this.turns = new TurnStore(storage.sql)
    this.log = new EventLogStore(storage.sql)
    this.requests = new IdempotencyStore(storage.sql, KEEP_RESULTS_MS)
  }

  /** Whose session this is and how long its messages are kept, as of the last message. */
  owner(): Owner | undefined {
    return this.#storage.kv.get<Owner>('owner')
  }

  /** When messages may have to leave. It is a cheap estimate: it may be early but is never late. */
  retireHintMs(nowMs: number): number | undefined {
    const owner = this.owner()
    const span = this.transcript.span()
    if (owner === undefined || span === undefined) return undefined
    if (span.lastSeq - span.firstSeq >= owner.rule.maxMessages) return nowMs
    return span.oldestMs + owner.rule.retentionDays * DAY_MS
  }

  get destroyedMs(): number | undefined {
    return this.#storage.kv.get<number>('destroyedMs')
  }

  /** Counts a further attempt under a key and returns its number. */
  attempt(keyed: KeyedRequest, reservationId: string | undefined): number {
    return this.#write(() => this.requests.begin(keyed, reservationId, Date.now()))
  }

  /** Question and answer have their place before a model is asked. */
  begin(turn: {
    readonly record: Pick<TurnRecord, 'messageId' | 'ctx' | 'model'>
    readonly sessionId: string
    readonly rule: RetentionRule
    readonly question: { readonly id: string; readonly content: string }
    /** The response as it is while it is being made, if the answer is one. */
    readonly response?: StoredResponse | undefined
    readonly key: string | undefined
    /** The answer of an earlier attempt under the same key, which this one replaces. */
    readonly replaces: string | undefined
  }): void {
    const nowMs = Date.now()
    const { messageId, ctx, model } = turn.record
    this.#write(() => {
      this.#noteOwner({ tenantId: ctx.tenantId, sessionId: turn.sessionId, rule: turn.rule })
      if (turn.replaces !== undefined) this.#remove(turn.replaces)
      this.transcript.addQuestion(turn.question.id, turn.question.content, nowMs)
      const { response } = turn
      const details = { model, ...(response === undefined ? {} : { response }) }
      this.transcript.addRunning(messageId, turn.question.id, details, nowMs)
      this.turns.begin(messageId, ctx, model)
      if (turn.key !== undefined) this.requests.remember(turn.key, messageId)
    })
  }

  append(messageId: string, batch: EventBatch): void {
    this.#write(() => this.log.append(messageId, batch))
  }

  /** Returns the answer as it is from now on. `lastEvents` end its log where nobody else does. */
  end(messageId: string, end: MessageEnd, lastEvents?: EventBatch): StoredMessage | undefined {
    const nowMs = Date.now()
    this.#write(() => {
      this.transcript.finish(messageId, end, nowMs)
      this.turns.end()
      this.requests.renew(messageId, nowMs)
      if (lastEvents !== undefined) this.log.append(messageId, lastEvents)
    })
    return this.transcript.find(messageId)
  }

  /** An answer and its question go, and so do its events. */
  forget(messageId: string): void {
    this.#storage.transactionSync(() => this.#remove(messageId))
  }

  /** Forgets messages up to and with this one, and their events. */
  retire(lastSeq: number): void {
    this.#storage.transactionSync(() => {
      this.log.removeUpTo(lastSeq)
      this.transcript.removeUpTo(lastSeq)
    })
  }

  /** Forgets everything except that it was deleted; returns how many messages went. */
  destroy(): number {
    return this.#storage.transactionSync(() => {
      this.turns.end()
      this.log.removeAll()
      this.requests.removeAll()
      if (this.destroyedMs === undefined) this.#storage.kv.put('destroyedMs', Date.now())
      return this.transcript.removeAll()
    })
  }

  /** Forgets results that were kept long enough; returns when there is more to forget. */
  expire(nowMs: number): number | undefined {
    const oldestMs = this.log.removeEndedBefore(nowMs - KEEP_RESULTS_MS)
    this.requests.expire(nowMs)
    const logMs = oldestMs === undefined ? undefined : oldestMs + KEEP_RESULTS_MS
    const due = [logMs, this.requests.nextExpiryMs()]
    const known = due.filter((time) => time !== undefined)
    return known.length === 0 ? undefined : Math.min(...known)
  }

  #write<T>(step: () => T): T {
    const makeRoom = () => {
      // The events of an ended answer can be made anew from its message.
      this.log.removeEndedBefore(Number.MAX_SAFE_INTEGER)
      this.requests.expire(Date.now())
    }
    return withRoom(makeRoom, () => this.#storage.transactionSync(step))
  }

  /** Written only when something of it changed, since this is the path of every message. */
  #noteOwner(owner: Owner): void {
    const known = this.owner()
    if (known !== undefined && JSON.stringify(known.rule) === JSON.stringify(owner.rule)) return
    this.#storage.kv.put('owner', owner)
  }

  #remove(messageId: string): void {
    this.transcript.removeExchange(messageId)
    this.log.remove(messageId)
  }
}
