import type { CreatedSession, SessionStorage } from '@bulkhead/contracts/chat'
import type { Caller, RequestContext } from '@bulkhead/contracts/context'
import type { Page } from '@bulkhead/contracts/http/lists'
import type { CreateSession, Session, SessionsPage } from '@bulkhead/contracts/http/sessions'
import { createId } from '@bulkhead/contracts/ids'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { EveryMethodGuarded, Guarded, GuardedAlarm } from '@bulkhead/worker/guarded'
import type { KeyedRequest } from '@bulkhead/worker/idempotency-store'
import { readPage } from '@bulkhead/worker/paging'
import { TenantObject } from '@bulkhead/worker/tenant-object'

import type { ChatEnv } from '../env.ts'
import { keyedRequestOf } from '../fingerprint.ts'
import { ERASE_BATCH, KEEP_RESULTS_MS } from '../limits.ts'
import type { Contents, DirectoryObject, Incoming } from '../object-protocol.ts'
import { DirectoryStore } from './directory-store.ts'
import { DIRECTORY_MIGRATIONS } from './migrations.ts'

const utf8 = new TextEncoder()

const KIND = {
  className: 'SessionDirectory',
  source: 'chat/session-directory',
  migrations: DIRECTORY_MIGRATIONS,
}

/** One per tenant: which sessions there are. What is in a session belongs to its ChatSession. */
export class SessionDirectory
  extends TenantObject<ChatEnv>
  implements DirectoryObject, EveryMethodGuarded<SessionDirectory>
{
  readonly #store = new DirectoryStore(this.ctx.storage.sql)

  constructor(ctx: DurableObjectState, env: ChatEnv) {
    super(ctx, env, KIND)
  }

  create(ctx: RequestContext, request: CreateSession, maxBytes?: number): Guarded<CreatedSession> {
    return this.guarded('create', ctx, async () => {
      const keyed = await keyedRequestOf(ctx, request)
      const kept = keyed === undefined ? undefined : this.#store.requests.match(keyed)
      const earlier = kept?.result === undefined ? undefined : this.#store.find(kept.result)
      if (earlier !== undefined) return { ...earlier, replayed: true }
      this.#requireRoom(utf8.encode(JSON.stringify(request)).byteLength, maxBytes)
      return this.#insert(request, keyed)
    })
  }

  /** Newest first. */
  list(ctx: RequestContext, page: SessionsPage): Guarded<Page<Session>> {
    return this.guarded('list', ctx, () =>
      readPage(page, {
        from: Number.MAX_SAFE_INTEGER,
        rows: (seq, count) => this.#store.before(seq, count, page.q),
        show: ({ session }) => session,
      }),
    )
  }

  get(ctx: RequestContext, sessionId: string): Guarded<Session> {
    return this.guarded('get', ctx, () => {
      const session = this.#store.find(sessionId)
      if (session === undefined) throw new BulkheadError('not_found')
      return session
    })
  }

  touch(ctx: RequestContext, sessionId: string, message?: Incoming): Guarded<void> {
    return this.guarded('touch', ctx, () => {
      this.#requireRoom(message?.bytes ?? 0, message?.maxBytes)
      if (!this.#store.touch(sessionId, message?.bytes ?? 0, Date.now())) throw new BulkheadError('not_found')
    })
  }

  noteBytes(caller: Caller, sessionId: string, bytes: number): Guarded<void> {
    return this.guarded('noteBytes', caller, () => this.#store.noteBytes(sessionId, bytes))
  }

  storage(ctx: RequestContext): Guarded<SessionStorage> {
    return this.guarded('storage', ctx, () => ({ sessionBytes: this.#store.heldBytes() }))
  }

  remove(ctx: RequestContext, sessionId: string): Guarded<void> {
    return this.guarded('remove', ctx, () => this.#store.remove(sessionId))
  }

  contents(ctx: RequestContext): Guarded<Contents> {
    return this.guarded('contents', ctx, () => ({
      sessionIds: this.#store.sessionIds(ERASE_BATCH),
      completions: this.#store.completions(ERASE_BATCH),
    }))
  }

  registerCompletion(ctx: RequestContext, keyHash: string): Guarded<void> {
    return this.guarded('registerCompletion', ctx, () => {
      // A day longer than the completion itself lives: it may be running or tried again.
      const expiresMs = Date.now() + 2 * KEEP_RESULTS_MS
      this.#store.noteCompletion(keyHash, expiresMs)
      this.#wakeBy(expiresMs)
    })
  }

  forget(ctx: RequestContext, { sessionIds, completions }: Contents): Guarded<void> {
    return this.guarded('forget', ctx, () => {
      for (const id of sessionIds) this.#store.remove(id)
      for (const keyHash of completions) this.#store.removeCompletion(keyHash)
    })
  }

  warm(ctx: RequestContext): Guarded<void> {
    return this.guarded('warm', ctx, () => undefined)
  }

  /** Forgets what is over. */
  override alarm(): GuardedAlarm {
    return this.guardedAlarm(async () => {
      const nextMs = this.#store.expire(Date.now())
      if (nextMs !== undefined) await this.ctx.storage.setAlarm(nextMs)
    })
  }

  /** @throws BulkheadError `payload_too_large` when the tenant would hold more than it may */
  #requireRoom(bytes: number, maxBytes: number = Number.POSITIVE_INFINITY): void {
    const usedBytes = this.#store.heldBytes()
    if (usedBytes + bytes <= maxBytes) return
    throw new BulkheadError('payload_too_large', {
      message:
        'The sessions of the tenant take up as many bytes as they may. Delete some, or have the limit raised.',
      details: { limit: 'sessionBytes', maxBytes, usedBytes },
    })
  }

  #insert(request: CreateSession, keyed?: KeyedRequest): Session {
    const nowMs = Date.now()
    return this.ctx.storage.transactionSync(() => {
      const session = this.#store.insert(createId('sess'), request, nowMs)
      if (keyed === undefined) return session
      this.#store.requests.keep(keyed, session.id, nowMs)
      this.#wakeBy(nowMs + KEEP_RESULTS_MS)
      return session
    })
  }

  #wakeBy(timeMs: number): void {
    this.ctx.waitUntil(
      this.ctx.storage
        .getAlarm()
        .then((alarm) => (alarm === null ? this.ctx.storage.setAlarm(timeMs) : undefined)),
    )
  }
}
