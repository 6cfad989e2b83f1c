import type { AiReply, ChatTenant } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'
import type { Message } from '@bulkhead/contracts/http/sessions'
import { createId } from '@bulkhead/contracts/ids'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { EveryMethodGuarded, Guarded, GuardedAlarm } from '@bulkhead/worker/guarded'
import type { KeyedRequest } from '@bulkhead/worker/idempotency-store'
import { readPage } from '@bulkhead/worker/paging'
import { TenantObject } from '@bulkhead/worker/tenant-object'

import type { ChatEnv } from '../env.ts'
import { keyedRequestOf } from '../fingerprint.ts'
import { earlierRequest, runOfAttempt } from '../generation/attempt.ts'
import { modelsFor } from '../generation/models.ts'
import { Spending } from '../generation/spending.ts'
import { LEASE_MS, TOMBSTONE_MS } from '../limits.ts'
import type { SessionObject } from '../object-protocol.ts'
import type { Run } from '../run.ts'
import { SESSION_MIGRATIONS } from '../session-tables/migrations.ts'
import { SessionStore } from '../session-tables/session-store.ts'
import {
  isBackground,
  type ResponseContext,
  type SessionRequest,
  type StoredResponse,
} from '../stored-response.ts'
import { streamReply } from '../stream/stream-reply.ts'
import { openedReply, streamOf } from './answer-stream.ts'
import { openedResponse } from './opened-response.ts'
import { recoverTurn } from './recover.ts'
import { reportBytes } from './report-bytes.ts'
import { retireMessages } from './retire.ts'
import { contextAt, jsonReply, publicMessage, requireResponse } from './shown.ts'
import { Turn } from './turn.ts'

const KIND = { className: 'ChatSession', source: 'chat/chat-session', migrations: SESSION_MIGRATIONS }

/**
 * One per tenant and session: owns its messages and makes its answers, whoever listens. One answer at a time.
 */
export class ChatSession
  extends TenantObject<ChatEnv>
  implements SessionObject, EveryMethodGuarded<ChatSession>
{
  readonly #store = new SessionStore(this.ctx.storage)
  #turn: Turn | undefined

  constructor(ctx: DurableObjectState, env: ChatEnv) {
    super(ctx, env, KIND)
  }

  send(
    ctx: RequestContext,
    tenant: ChatTenant,
    sessionId: string,
    request: SessionRequest,
  ): Guarded<AiReply> {
    return this.#alive('send', ctx, async () => {
      const keyed = await keyedRequestOf(ctx, request.response?.request ?? request)
      this.#refuseIfDestroyed()
      const earlier = this.#earlier(ctx, keyed, request, tenant.chat.model)
      if (earlier !== undefined) return earlier
      const turn = this.#begin(ctx, tenant, { sessionId, request, keyed })
      if (isBackground(request)) return openedReply(this.#store, turn.messageId)
      const ai = await turn.started
      if (request.stream === true) return streamReply(turn.live.subscribe(0), ai, false)
      const startedMs = Date.now()
      const message = await turn.ended
      return jsonReply(message, { ...ai, providerMs: ai.providerMs + Date.now() - startedMs }, false)
    })
  }

  attach(ctx: RequestContext, messageId: string, lastEventId: number): Guarded<AiReply> {
    return this.#alive('attach', ctx, () => {
      const message = this.#store.transcript.find(messageId)
      if (message === undefined || message.role !== 'assistant') throw new BulkheadError('not_found')
      return streamOf(this.#store, this.#turn, message, { lastEventId, replayed: false })
    })
  }

  listMessages(ctx: RequestContext, page: PageRequest): Guarded<Page<Message>> {
    return this.#alive('listMessages', ctx, () =>
      readPage(page, {
        from: 0,
        rows: (seq, count) => this.#store.transcript.after(seq, count),
        show: ({ message }) => publicMessage(message),
      }),
    )
  }

  response(ctx: RequestContext, messageId: string): Guarded<StoredResponse> {
    return this.#alive('response', ctx, () => requireResponse(this.#store, messageId))
  }

  /** What a response that continues this answer goes on from. */
  context(ctx: RequestContext, messageId: string): Guarded<ResponseContext> {
    return this.#alive('context', ctx, () => contextAt(this.#store, messageId, this.#turn === undefined))
  }

  cancel(ctx: RequestContext, messageId: string): Guarded<StoredResponse> {
    return this.#alive('cancel', ctx, async () => {
      if (this.#turn?.messageId === messageId) await this.#turn.cancel()
      return requireResponse(this.#store, messageId)
    })
  }

  forget(ctx: RequestContext, messageId: string): Guarded<void> {
    return this.#alive('forget', ctx, async () => {
      requireResponse(this.#store, messageId)
      if (this.#turn?.messageId === messageId) await this.#turn.cancel()
      this.#store.forget(messageId)
      await reportBytes(this.#store, this.#base())
    })
  }

  destroy(ctx: RequestContext): Guarded<number> {
    return this.guarded('destroy', ctx, async () => {
      this.#turn?.destroy()
      this.#turn = undefined
      const messages = this.#store.destroy()
      await this.ctx.storage.setAlarm(Date.now() + TOMBSTONE_MS)
      return messages
    })
  }

  /** Checks a running turn, ends one that was cut, and forgets what was kept long enough. */
  override alarm(): GuardedAlarm {
    return this.guardedAlarm(async () => {
      const { destroyedMs } = this.#store
      if (destroyedMs === undefined) return await this.#lookAfter()
      if (Date.now() >= destroyedMs + TOMBSTONE_MS) await this.forgetEverything()
    })
  }

  async #lookAfter(): Promise<void> {
    this.#recover()
    const isIdle = this.#turn === undefined
    this.#schedule(isIdle ? await retireMessages(this.#store, this.#base(), Date.now()) : undefined)
    if (isIdle) await reportBytes(this.#store, this.#base())
  }

  /** The answer to an earlier request with the same key and body, unless that attempt failed. */
  #earlier(
    ctx: RequestContext,
    keyed: KeyedRequest | undefined,
    request: SessionRequest,
    model: string,
  ): AiReply | undefined {
    if (keyed === undefined) return undefined
    const kept = earlierRequest(this.#run(ctx), this.#store.requests, { keyed, model })
    const message = kept?.result === undefined ? undefined : this.#store.transcript.find(kept.result)
    if (message === undefined || message.status === 'incomplete') return undefined
    if (request.stream === true)
      return streamOf(this.#store, this.#turn, message, { lastEventId: 0, replayed: true })
    if (message.status === 'running' && !isBackground(request))
      throw new BulkheadError('idempotency_in_progress')
    return jsonReply(message, { model: message.model ?? '', attempts: 0, providerMs: 0 }, true)
  }

  /** Nothing is awaited between reading the key and starting the turn, so two requests cannot both begin. */
  #begin(
    ctx: RequestContext,
    tenant: ChatTenant,
    {
      sessionId,
      request,
      keyed,
    }: { sessionId: string; request: SessionRequest; keyed: KeyedRequest | undefined },
  ): Turn {
    if (request.response !== undefined && this.#turn !== undefined) throw new BulkheadError('session_busy')
    const replaces = keyed === undefined ? undefined : this.#store.requests.find(keyed.key)?.result
    let run = this.#run(ctx)
    try {
      const attempt = keyed === undefined ? 1 : this.#store.attempt(keyed, ctx.reservationId)
      run = runOfAttempt(run, attempt)
      const [model = tenant.chat.model] = modelsFor(tenant, request.model)
      if (this.#turn !== undefined) throw new BulkheadError('session_busy')
      const record = { messageId: createId('msg'), ctx: run.ctx, model }
      const question = { id: createId('msg'), content: request.content }
      this.#store.begin({
        record,
        sessionId,
        rule: tenant.sessions,
        question,
        key: keyed?.key,
        replaces,
        response: openedResponse(request.response, { sessionId, messageId: record.messageId }, model),
      })
      return this.#start(new Turn(this.#store, { ...record, run, tenant, sessionId, request }))
    } catch (thrown) {
      new Spending(run).settle(tenant.chat.model)
      throw thrown
    }
  }

  #start(turn: Turn): Turn {
    this.#turn = turn
    this.#schedule(undefined)
    this.ctx.waitUntil(this.#untilEnd(turn))
    return turn
  }

  async #untilEnd(turn: Turn): Promise<void> {
    await Promise.allSettled([turn.ended])
    if (this.#turn !== turn) return
    this.#turn = undefined
    this.#schedule(this.#store.retireHintMs(Date.now()))
    await reportBytes(this.#store, this.#base())
  }

  /** A turn in storage without one in memory was cut by a reset. */
  #recover(): void {
    if (this.#turn === undefined) recoverTurn(this.#store, this.#base())
  }

  #schedule(retireMs: number | undefined): void {
    if (this.#store.destroyedMs !== undefined) return
    const nowMs = Date.now()
    // A turn that could not be ended in storage is checked like a running one.
    const isIdle = this.#turn === undefined && this.#store.turns.running() === undefined
    const due = isIdle ? [this.#store.expire(nowMs), retireMs] : [nowMs + LEASE_MS]
    const dueMs = Math.min(...due.filter((time) => time !== undefined))
    if (Number.isFinite(dueMs)) this.ctx.waitUntil(this.ctx.storage.setAlarm(dueMs))
  }

  /** The body of a method of a session that was not deleted. */
  #alive<T>(method: string, ctx: RequestContext, run: () => T | Promise<T>): Guarded<T> {
    return this.guarded(method, ctx, () => {
      this.#refuseIfDestroyed()
      this.#recover()
      return run()
    })
  }

  #refuseIfDestroyed(): void {
    if (this.#store.destroyedMs !== undefined) throw new BulkheadError('not_found')
  }

  #run(ctx: RequestContext): Run {
    return { ...this.#base(), ctx }
  }

  #base(): Omit<Run, 'ctx'> {
    return { env: this.env, log: this.log, waitUntil: (work) => this.ctx.waitUntil(work) }
  }
}
