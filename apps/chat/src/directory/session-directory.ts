import type { CreatedSession } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import { decodeRowCursor, encodeCursor } from '@bulkhead/contracts/cursor'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'
import type { CreateSession, Session } from '@bulkhead/contracts/http/sessions'
import { createId } from '@bulkhead/contracts/ids'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { EveryMethodGuarded, Guarded, GuardedAlarm } from '@bulkhead/worker/guarded'
import { TenantObject } from '@bulkhead/worker/tenant-object'

import type { ChatEnv } from '../env.ts'
import { fingerprint, fingerprintOfBody } from '../fingerprint.ts'
import { ERASE_BATCH, KEEP_RESULTS_MS } from '../limits.ts'
import type { Contents, DirectoryObject } from '../object-protocol.ts'
import { DirectoryStore, type KeyAndBody } from './directory-store.ts'
import { DIRECTORY_MIGRATIONS } from './migrations.ts'

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

  create(ctx: RequestContext, request: CreateSession): Guarded<CreatedSession> {
    return this.guarded('create', ctx, async () => {
      const { idempotencyKey } = ctx
      if (idempotencyKey === undefined) return this.#insert(request)
      const [keyHash, bodyHash] = await Promise.all([fingerprint(idempotencyKey), fingerprintOfBody(request)])
      const earlier = this.#store.findCreation(keyHash)
      if (earlier !== undefined && earlier.bodyHash !== bodyHash)
        throw new BulkheadError('idempotency_mismatch')
      if (earlier !== undefined) return { ...earlier.session, replayed: true }
      return this.#insert(request, { keyHash, bodyHash })
    })
  }

  /** Newest first. */
  list(ctx: RequestContext, { limit, cursor }: PageRequest): Guarded<Page<Session>> {
    return this.guarded('list', ctx, () => {
      const seq = cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeRowCursor(cursor)
      const rows = this.#store.before(seq, limit + 1)
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        data: rows.slice(0, limit).map(({ session }) => session),
        nextCursor: last === undefined ? null : encodeCursor(String(last.seq)),
      }
    })
  }

  get(ctx: RequestContext, sessionId: string): Guarded<Session> {
    return this.guarded('get', ctx, () => {
      const session = this.#store.find(sessionId)
      if (session === undefined) throw new BulkheadError('not_found')
      return session
    })
  }

  touch(ctx: RequestContext, sessionId: string): Guarded<void> {
    return this.guarded('touch', ctx, () => {
      if (!this.#store.touch(sessionId, Date.now())) throw new BulkheadError('not_found')
    })
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

  #insert(request: CreateSession, key?: KeyAndBody): Session {
    const nowMs = Date.now()
    return this.ctx.storage.transactionSync(() => {
      const session = this.#store.insert(createId('sess'), request, nowMs)
      if (key === undefined) return session
      const expiresMs = nowMs + KEEP_RESULTS_MS
      this.#store.noteCreation(key, session.id, expiresMs)
      this.#wakeBy(expiresMs)
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
