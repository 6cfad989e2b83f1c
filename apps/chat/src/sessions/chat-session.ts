import type { AiReply, ChatTenant } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { Page, PageRequest } from '@bulkhead/contracts/http/lists'
import type { Message, SendMessage } from '@bulkhead/contracts/http/sessions'
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
import { directoryName } from '../names.ts'
import type { SessionObject } from '../object-protocol.ts'
import type { Run } from '../run.ts'
import { SESSION_MIGRATIONS } from '../session-tables/migrations.ts'
import { SessionStore } from '../session-tables/session-store.ts'
import { missedEvents, replay } from '../stream/replay.ts'
import { finishedEvents } from './finished-events.ts'
import { recoverTurn } from './recover.ts'
import { retireMessages } from './retire.ts'
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

  send(ctx: RequestContext, tenant: ChatTenant, sessionId: string, request: SendMessage): Guarded<AiReply> {
    return this.#alive('send', ctx, async () => {
      const keyed = await keyedRequestOf(ctx, request)
      this.#refuseIfDestroyed()
      const earlier = this.#earlier(ctx, keyed, request, tenant.chat.model)
      if (earlier !== undefined) return earlier
      const turn = this.#begin(ctx, tenant, { sessionId, request, keyed })
      const ai = await turn.started
      if (request.stream === true)
        return { kind: 'stream', stream: turn.live.subscribe(0), ai, replayed: false }
      const startedMs = Date.now()
      const json = JSON.stringify(await turn.ended)
      return {
        kind: 'json',
        json,
        ai: { ...ai, providerMs: ai.providerMs + Date.now() - startedMs },
        replayed: false,
      }
    })
  }

  attach(ctx: RequestContext, messageId: string, lastEventId: number): Guarded<AiReply> {
    return this.#alive('attach', ctx, () => {
      const message = this.#store.transcript.find(messageId)
      if (message === undefined || message.role !== 'assistant') throw new BulkheadError('not_found')
      return this.#streamOf(message, lastEventId, false)
    })
  }

  /** Oldest first. */
  listMessages(ctx: RequestContext, page: PageRequest): Guarded<Page<Message>> {
    return this.#alive('listMessages', ctx, () =>
      readPage(page, {
        from: 0,
        rows: (seq, count) => this.#store.transcript.after(seq, count),
        show: ({ message }) => message,
      }),
    )
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
    if (isIdle) await this.#reportBytes()
  }

  /** The directory's count may lag until the next turn; one that cannot be reported is no failure of a turn. */
  async #reportBytes(): Promise<void> {
    const owner = this.#store.owner()
    if (owner === undefined || this.#store.destroyedMs !== undefined) return
    const { tenantId, sessionId } = owner
    const caller = { tenantId, requestId: createId('req') }
    try {
      const directory = this.env.SESSION_DIRECTORIES.getByName(directoryName(tenantId))
      await directory.noteBytes(caller, sessionId, this.#store.transcript.heldBytes())
    } catch (thrown) {
      this.log.warn('bytes of a session were not reported', { tenantId, sessionId }, { thrown })
    }
  }

  /** The answer to an earlier request with the same key and body, unless that attempt failed. */
  #earlier(
    ctx: RequestContext,
    keyed: KeyedRequest | undefined,
    request: SendMessage,
    model: string,
  ): AiReply | undefined {
    if (keyed === undefined) return undefined
    const kept = earlierRequest(this.#run(ctx), this.#store.requests, { keyed, model })
    const message = kept?.result === undefined ? undefined : this.#store.transcript.find(kept.result)
    if (message === undefined || message.status === 'incomplete') return undefined
    if (request.stream === true) return this.#streamOf(message, 0, true)
    if (message.status === 'running') throw new BulkheadError('idempotency_in_progress')
    const ai = { model: message.model ?? '', attempts: 0, providerMs: 0 }
    return { kind: 'json', json: JSON.stringify(message), ai, replayed: true }
  }

  /** Nothing is awaited between reading the key and starting the turn, so two requests cannot both begin. */
  #begin(
    ctx: RequestContext,
    tenant: ChatTenant,
    {
      sessionId,
      request,
      keyed,
    }: { sessionId: string; request: SendMessage; keyed: KeyedRequest | undefined },
  ): Turn {
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
    await this.#reportBytes()
  }

  #streamOf(message: Message, lastEventId: number, replayed: boolean): AiReply {
    const ai = { model: message.model ?? '', attempts: 0, providerMs: 0 }
    const stream =
      this.#turn?.messageId === message.id
        ? this.#turn.live.subscribe(lastEventId)
        : replay(missedEvents(this.#logged(message), lastEventId))
    return { kind: 'stream', stream, ai, replayed }
  }

  #logged(message: Message): readonly string[] {
    const events = this.#store.log.read(message.id)
    return events.length > 0 ? events : finishedEvents(message)
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
