import type { CreatedSession } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import { decodeRowCursor, encodeCursor } from '@bulkhead/contracts/cursor'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'
import type { CreateSession, Session } from '@bulkhead/contracts/http/sessions'
import { createId } from '@bulkhead/contracts/ids'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log } from '@bulkhead/logging/log'
import { migrate } from '@bulkhead/worker/migrate'
import { DurableObject } from 'cloudflare:workers'

import type { ChatEnv } from '../env.ts'
import { fingerprint, fingerprintOfBody } from '../fingerprint.ts'
import { ERASE_BATCH, KEEP_RESULTS_MS } from '../limits.ts'
import { objectAlarm, objectMethod } from '../object-method.ts'
import type { Contents, DirectoryObject } from '../object-protocol.ts'
import { DirectoryStore, type KeyAndBody } from './directory-store.ts'
import { DIRECTORY_MIGRATIONS } from './migrations.ts'

/** One per tenant: which sessions there are. What is in a session belongs to its ChatSession. */
export class SessionDirectory extends DurableObject<ChatEnv> implements DirectoryObject {
  readonly #log = new Log('chat/session-directory', this.env.LOG_LEVEL)
  readonly #store: DirectoryStore

  constructor(ctx: DurableObjectState, env: ChatEnv) {
    super(ctx, env)
    migrate(ctx.storage, DIRECTORY_MIGRATIONS, this.#log)
    this.#store = new DirectoryStore(ctx.storage.sql)
  }

  create(ctx: RequestContext, request: CreateSession): Promise<Outcome<CreatedSession>> {
    return this.#guarded(ctx, 'create', async () => {
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
  list(ctx: RequestContext, { limit, cursor }: PageRequest): Promise<Outcome<Page<Session>>> {
    return this.#guarded(ctx, 'list', () => {
      const seq = cursor === undefined ? Number.MAX_SAFE_INTEGER : decodeRowCursor(cursor)
      const rows = this.#store.before(seq, limit + 1)
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        data: rows.slice(0, limit).map(({ session }) => session),
        nextCursor: last === undefined ? null : encodeCursor(String(last.seq)),
      }
    })
  }

  get(ctx: RequestContext, sessionId: string): Promise<Outcome<Session>> {
    return this.#guarded(ctx, 'get', () => {
      const session = this.#store.find(sessionId)
      if (session === undefined) throw new BulkheadError('not_found')
      return session
    })
  }

  touch(ctx: RequestContext, sessionId: string): Promise<Outcome<void>> {
    return this.#guarded(ctx, 'touch', () => {
      if (!this.#store.touch(sessionId, Date.now())) throw new BulkheadError('not_found')
    })
  }

  remove(ctx: RequestContext, sessionId: string): Promise<Outcome<void>> {
    return this.#guarded(ctx, 'remove', () => this.#store.remove(sessionId))
  }

  contents(ctx: RequestContext): Promise<Outcome<Contents>> {
    return this.#guarded(ctx, 'contents', () => ({
      sessionIds: this.#store.sessionIds(ERASE_BATCH),
      completions: this.#store.completions(ERASE_BATCH),
    }))
  }

  registerCompletion(ctx: RequestContext, keyHash: string): Promise<Outcome<void>> {
    return this.#guarded(ctx, 'registerCompletion', () => {
      // A day longer than the completion itself lives: it may be running or tried again.
      const expiresMs = Date.now() + 2 * KEEP_RESULTS_MS
      this.#store.noteCompletion(keyHash, expiresMs)
      this.#wakeBy(expiresMs)
    })
  }

  forget(ctx: RequestContext, { sessionIds, completions }: Contents): Promise<Outcome<void>> {
    return this.#guarded(ctx, 'forget', () => {
      for (const id of sessionIds) this.#store.remove(id)
      for (const keyHash of completions) this.#store.removeCompletion(keyHash)
    })
  }

  warm(ctx: RequestContext): Promise<Outcome<void>> {
    return this.#guarded(ctx, 'warm', () => undefined)
  }

  /** Forgets what is over. Safe to run twice. */
  override alarm(): Promise<void> {
    return objectAlarm(this.#log, { className: 'SessionDirectory', state: this.ctx }, async () => {
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

  #guarded<T>(ctx: RequestContext, method: string, run: () => T | Promise<T>): Promise<Outcome<T>> {
    const call = { ctx, className: 'SessionDirectory', state: this.ctx, method }
    return objectMethod(this.#log, call, run)
  }
}
