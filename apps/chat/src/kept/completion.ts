import type { AiMeta, AiReply } from '@bulkhead/contracts/chat'
import type { RequestContext } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { EveryMethodGuarded, Guarded, GuardedAlarm } from '@bulkhead/worker/guarded'
import { TenantObject } from '@bulkhead/worker/tenant-object'

import { askDirectory } from '../call-object.ts'
import type { ChatEnv } from '../env.ts'
import { fingerprintOfBody } from '../fingerprint.ts'
import { giveBackUnshared, runOfAttempt, Spending } from '../generation/spending.ts'
import type { Started } from '../generation/started.ts'
import { KEEP_RESULTS_MS } from '../limits.ts'
import type { CompletionObject, Work } from '../object-protocol.ts'
import type { Run } from '../run.ts'
import { LiveStream } from '../stream/live-stream.ts'
import { replay } from '../stream/replay.ts'
import { CompletionStore, type CompletionState } from './completion-store.ts'
import { startWork } from './start-work.ts'

/** The attempt that is running now. */
interface Running {
  readonly live: LiveStream
  readonly started: Promise<Started>
}

const KIND = { className: 'Completion', source: 'chat/completion', migrations: [] }

/**
 * One per tenant, route and Idempotency-Key: runs a completion or an answer once and keeps its result for a day. An attempt that failed,
 * ended incomplete or was lost with the object frees the key.
 */
export class Completion
  extends TenantObject<ChatEnv>
  implements CompletionObject, EveryMethodGuarded<Completion>
{
  readonly #store = new CompletionStore(this.ctx.storage)
  #running: Running | undefined

  constructor(ctx: DurableObjectState, env: ChatEnv) {
    super(ctx, env, KIND)
  }

  run(ctx: RequestContext, keyHash: string, work: Work): Guarded<AiReply> {
    return this.guarded('run', ctx, async () => {
      const bodyHash = await fingerprintOfBody(work.request)
      const state = this.#store.state()
      if (state !== undefined) giveBackUnshared(this.#run(ctx), state.reservationId, work.tenant.chat.model)
      if (state !== undefined && state.bodyHash !== bodyHash) throw new BulkheadError('idempotency_mismatch')
      if (this.#running !== undefined) return await attachTo(this.#running, work)
      return this.#stored(state) ?? (await this.#attempt(ctx, keyHash, { work, bodyHash }))
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

  #stored(state: CompletionState | undefined): AiReply | undefined {
    const result = state?.result ?? { kind: 'none' }
    if (result.kind === 'none') return undefined
    const ai = { ...result.ai, attempts: 0, providerMs: 0 }
    if (result.kind === 'json') return { kind: 'json', json: result.json, ai, replayed: true }
    return { kind: 'stream', stream: replay(this.#store.events()), ai, replayed: true }
  }

  /** From the look at the state to the running attempt nothing waits, so two requests cannot both begin. */
  async #attempt(
    ctx: RequestContext,
    keyHash: string,
    { work, bodyHash }: { readonly work: Work; readonly bodyHash: string },
  ): Promise<AiReply> {
    const run = this.#run(ctx)
    const attempt = this.#begin(run, { work, bodyHash })
    const live = new LiveStream((batch) => this.#store.append(batch))
    const running = { live, started: this.#start(run, keyHash, { work, attempt }) }
    this.#running = running
    const ended = this.#untilEnd(running)
    this.ctx.waitUntil(ended)
    const started = await running.started
    if (started.kind === 'json') {
      await ended
      return { ...started, replayed: false }
    }
    return { kind: 'stream', stream: live.subscribe(0), ai: started.ai, replayed: false }
  }

  #begin(run: Run, { work, bodyHash }: { readonly work: Work; readonly bodyHash: string }): number {
    try {
      return this.#store.begin(bodyHash, run.ctx.reservationId)
    } catch (thrown) {
      new Spending(run).settle(work.tenant.chat.model)
      throw thrown
    }
  }

  /** The directory knows it before it has anything to keep, so that an erasure finds it. */
  #start(
    first: Run,
    keyHash: string,
    { work, attempt }: { readonly work: Work; readonly attempt: number },
  ): Promise<Started> {
    const run = runOfAttempt(first, attempt)
    return startWork(run, work, async () => {
      await askDirectory(run, (directory) => directory.registerCompletion(run.ctx, keyHash))
      await this.#keepForADay()
    })
  }

  async #untilEnd(running: Running): Promise<void> {
    const result = await resultOf(running)
    if (this.#running !== running) return
    this.#running = undefined
    this.#store.finish(result)
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
  return { kind: 'stream', stream: live.subscribe(0), ai, replayed: true }
}

/** Nobody reads any more: the provider is let go, and what it did is settled. */
async function abandon(running: Running): Promise<void> {
  const [started] = await Promise.allSettled([running.started])
  if (started.status === 'fulfilled' && started.value.kind === 'stream') started.value.abort()
}

async function resultOf({ live, started }: Running) {
  try {
    const reply = await started
    if (reply.kind === 'json') return reply
    const failure = await reply.pump(live)
    return failure === undefined && live.lost === undefined
      ? ({ kind: 'stream', ai: reply.ai } as const)
      : ({ kind: 'none' } as const)
  } catch {
    return { kind: 'none' } as const
  }
}
