import type { AiMeta, AiReply } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { EveryMethodGuarded, Guarded, GuardedAlarm } from '@bulkhead/worker/guarded'
import type { KeyedRequest } from '@bulkhead/worker/idempotency-store'
import { TenantObject } from '@bulkhead/worker/tenant-object'

import { askDirectory } from '../call-object.ts'
import type { ChatEnv } from '../env.ts'
import { fingerprintOfBody } from '../fingerprint.ts'
import { earlierRequest, runOfAttempt } from '../generation/attempt.ts'
import { Spending } from '../generation/spending.ts'
import type { Started } from '../generation/started.ts'
import { KEEP_RESULTS_MS } from '../limits.ts'
import type { CompletionObject, Work } from '../object-protocol.ts'
import type { Run } from '../run.ts'
import { LiveStream } from '../stream/live-stream.ts'
import { replay } from '../stream/replay.ts'
import { streamReply } from '../stream/stream-reply.ts'
import { CompletionStore, type KeptReply } from './completion-store.ts'
import { COMPLETION_MIGRATIONS } from './migrations.ts'
import { startWork } from './start-work.ts'

interface KeyedWork {
  readonly keyed: KeyedRequest
  readonly work: Work
}

/** The attempt that is running now. */
interface Running {
  readonly live: LiveStream
  readonly started: Promise<Started>
}

const KIND = { className: 'Completion', source: 'chat/completion', migrations: COMPLETION_MIGRATIONS }

/**
 * One per tenant, route and Idempotency-Key: runs a completion or an answer once and keeps its result for a
 * day. An attempt that failed, ended incomplete or was lost with the object frees the key.
 */
export class Completion
  extends TenantObject<ChatEnv>
  implements CompletionObject, EveryMethodGuarded<Completion>
{
  readonly #store = new CompletionStore(this.ctx.storage.sql)
  #running: Running | undefined

  constructor(ctx: DurableObjectState, env: ChatEnv) {
    super(ctx, env, KIND)
  }

  run(ctx: RequestContext, keyHash: string, work: Work): Guarded<AiReply> {
    return this.guarded('run', ctx, async () => {
      const keyed = { key: keyHash, body: await fingerprintOfBody(work.request) }
      const { model } = work.tenant.chat
      const kept = earlierRequest(this.#run(ctx), this.#store.requests, { keyed, model })
      if (this.#running !== undefined) return await attachTo(this.#running, work)
      if (kept?.result !== undefined) return this.#replayed(JSON.parse(kept.result))
      return await this.#attempt(this.#run(ctx), { keyed, work })
    })
  }

  destroy(ctx: RequestContext): Guarded<void> {
    return this.guarded('destroy', ctx, async () => {
      const running = this.#running
      this.#running = undefined
      running?.live.abandon()
      if (running !== undefined) this.ctx.waitUntil(abandon(running))
      await this.forgetEverything()
    })
  }

  /** The day is over. */
  override alarm(): GuardedAlarm {
    return this.guardedAlarm(async () => {
      if (this.#running === undefined) await this.forgetEverything()
      else await this.#keepForADay()
    })
  }

  #replayed(reply: KeptReply): AiReply {
    const ai = { ...reply.ai, attempts: 0, providerMs: 0 }
    if (reply.kind === 'json') return { ...reply, ai, replayed: true }
    return streamReply(replay(this.#store.events()), ai, true)
  }

  /**
   * Nothing is awaited between reading the key and starting the attempt, so two requests cannot both begin.
   */
  async #attempt(first: Run, { keyed, work }: KeyedWork): Promise<AiReply> {
    const run = runOfAttempt(first, this.#begin(first, { keyed, work }))
    const live = new LiveStream((batch) => this.#store.append(batch))
    const running = { live, started: this.#start(run, { keyed, work }) }
    this.#running = running
    const ended = this.#untilEnd(running, keyed)
    this.ctx.waitUntil(ended)
    const started = await running.started
    if (started.kind === 'json') {
      await ended
      return { ...started, replayed: false }
    }
    return streamReply(live.subscribe(0), started.ai, false)
  }

  #begin(run: Run, { keyed, work }: KeyedWork): number {
    try {
      return this.ctx.storage.transactionSync(() => {
        this.#store.removeEvents()
        return this.#store.requests.begin(keyed, run.ctx.reservationId, Date.now())
      })
    } catch (thrown) {
      new Spending(run).settle(work.tenant.chat.model)
      throw thrown
    }
  }

  /** The directory knows it before it has anything to keep, so that an erasure finds it. */
  #start(run: Run, { keyed, work }: KeyedWork): Promise<Started> {
    return startWork(run, work, async () => {
      await askDirectory(run, (directory) => directory.registerCompletion(run.ctx, keyed.key))
      await this.#keepForADay()
    })
  }

  async #untilEnd(running: Running, { key }: KeyedRequest): Promise<void> {
    const reply = await replyOf(running)
    if (this.#running !== running) return
    this.#running = undefined
    if (reply !== undefined) this.#store.requests.remember(key, JSON.stringify(reply))
    await this.#keepForADay()
  }

  #keepForADay(): Promise<void> {
    return this.ctx.storage.setAlarm(Date.now() + KEEP_RESULTS_MS)
  }

  #run(ctx: RequestContext): Run {
    return { env: this.env, ctx, log: this.log, waitUntil: (work) => this.ctx.waitUntil(work) }
  }
}

async function attachTo({ live, started }: Running, { request }: Work): Promise<AiReply> {
  if (request.stream !== true) throw new BulkheadError('idempotency_in_progress')
  const ai: AiMeta = { ...(await started).ai, attempts: 0, providerMs: 0 }
  return streamReply(live.subscribe(0), ai, true)
}

/** Nobody reads any more: the provider is aborted, and what it did is settled. */
async function abandon(running: Running): Promise<void> {
  const [started] = await Promise.allSettled([running.started])
  if (started.status === 'fulfilled' && started.value.kind === 'stream') started.value.abort()
}

/** What is kept; undefined when the attempt failed or what it wrote is not whole. */
async function replyOf({ live, started }: Running): Promise<KeptReply | undefined> {
  try {
    const reply = await started
    if (reply.kind === 'json') return reply
    const failure = await reply.pump(live)
    return failure === undefined && live.lost === undefined ? { kind: 'stream', ai: reply.ai } : undefined
  } catch {
    return undefined
  }
}
