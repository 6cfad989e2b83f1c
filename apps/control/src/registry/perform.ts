import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { Desk } from '../desk/desk.ts'
import type { Tables } from '../desk/tables.ts'
import type { World } from '../desk/world.ts'
import { OwnKeyChanges } from '../keys/own-key-changes.ts'
import { PUSHES_PER_REQUEST } from '../limits.ts'
import type { Pusher } from '../propagation/pusher.ts'
import type { Actor } from '../registry-protocol.ts'
import type { AdminCall, AdminReply, Authorised } from '../registry-protocol.ts'
import type { Noted } from '../registry-protocol.ts'
import type { Prepared, Route } from '../route.ts'
import { ROUTE_OF } from '../routes.ts'
import { actorOf, requireRole } from '../sessions/actor.ts'
import type { AlarmWork } from './alarm-work.ts'
import { fingerprintOf, KeptReplies, type Kept } from './kept-replies.ts'

interface Setup {
  readonly tables: Tables
  readonly world: World
  readonly pusher: Pusher
  readonly storage: DurableObjectStorage
  readonly alarms: AlarmWork
}

/** Ends a transaction without its writes; holds what they would have been. */
class DryRun extends Error {
  readonly kept: Kept

  constructor(kept: Kept) {
    super('dry run')
    this.kept = kept
  }
}

/** Performs the routes of the Registry: sign in → role → read → one transaction → push. */
export class Performer {
  readonly #setup: Setup
  readonly #replies: KeptReplies
  readonly #ownKeyChanges = new OwnKeyChanges()

  constructor(setup: Setup) {
    this.#setup = setup
    this.#replies = new KeptReplies(setup.tables, setup.world)
  }

  async perform(call: AdminCall): Promise<AdminReply> {
    const { world } = this.#setup
    const { route, actor } = this.#enter(call)
    if (route.kind !== 'registry') throw new BulkheadError('not_found')
    const prepared = await route.prepare(call, world, actor)
    const print = fingerprintOf(call, actor)
    const sealed = await this.#replies.seal(call, prepared.secret)
    const done = this.#transact(call, actor, { prepared, print, sealed })
    const secret = done.isReplay
      ? await this.#replies.unseal(call, print)
      : call.conditions.dryRun === true
        ? undefined
        : prepared.secret
    const enforced = await this.#propagate(done)
    return {
      status: enforced.isPending ? 202 : done.status,
      body: done.status === 204 ? null : { ...done.body, ...secret, ...enforced.fields },
      headers: {
        ...done.headers,
        ...(done.isReplay ? { 'idempotency-replayed': 'true' } : prepared.headers),
      },
      actorId: actor.id,
    }
  }

  authorise(call: AdminCall): Authorised {
    const { actor } = this.#enter(call)
    const id = call.params['id']
    if (id === undefined) return { actor, tenantId: undefined }
    const tenantId = this.#setup.tables.tenants.find(id)?.id
    if (tenantId === undefined) {
      throw new BulkheadError('tenant_not_found', { message: 'There is no such tenant.' })
    }
    return { actor, tenantId }
  }

  note(call: AdminCall, { action, changes }: Noted): void {
    const { actor } = this.#enter(call)
    const id = call.params['id']
    this.#setup.storage.transactionSync(() =>
      this.#desk(call, actor).record(action, {
        targets: id === undefined ? [] : [{ type: 'tenant', id }],
        changes,
      }),
    )
  }

  #enter(call: AdminCall): { readonly route: Route; readonly actor: Actor } {
    const route = ROUTE_OF.get(call.route)
    if (route === undefined) throw new BulkheadError('not_found')
    const actor = actorOf(this.#setup, call.signIn, Date.now())
    requireRole(actor, route.roles)
    return { route, actor }
  }

  #desk(call: AdminCall, actor: Actor): Desk {
    const { tables, world } = this.#setup
    const { ip, userAgent, requestId, conditions, reason } = call
    const context = { ip, requestId, ...(userAgent === undefined ? {} : { userAgent }) }
    return new Desk({ tables, world, actor, nowMs: Date.now(), context, conditions, reason })
  }

  /** Row, version, audit, outbox, events and the kept reply: all of it, or nothing. */
  #transact(
    call: AdminCall,
    actor: Actor,
    {
      prepared,
      print,
      sealed,
    }: { prepared: Prepared; print: string | undefined; sealed: string | undefined },
  ): Kept {
    const { storage } = this.#setup
    try {
      const kept = storage.transactionSync(() => {
        const replay = this.#replies.find(call, print)
        if (replay !== undefined) return replay
        this.#requireRoom(call)
        const desk = this.#desk(call, actor)
        const { resource, status = 200, etag } = prepared.run(desk)
        const headers: Record<string, string> = etag === undefined ? {} : { etag }
        if (call.conditions.dryRun === true) {
          const body = { resource, changes: desk.changes }
          throw new DryRun({ status: 200, headers: {}, body, touched: [], isReplay: false })
        }
        const fresh = { status, headers, body: resource, touched: [...desk.touched], isReplay: false }
        this.#replies.keep({ call, print, sealed }, fresh, desk.nowMs)
        return fresh
      })
      return kept
    } catch (thrown) {
      if (thrown instanceof DryRun) return thrown.kept
      throw thrown
    }
  }

  /** A repeat of what is done already takes no room. */
  #requireRoom({ route, signIn }: AdminCall): void {
    if (signIn.type === 'key' && !route.startsWith('GET '))
      this.#ownKeyChanges.add(signIn.tenantId, Date.now())
  }

  /** Waits for the home objects; what they could not be told stays in the outbox, and the alarm goes on. */
  async #propagate({ touched }: Kept): Promise<{ isPending: boolean; fields: object }> {
    const { pusher, alarms } = this.#setup
    // Set before anything is waited for: a crash from here on finds the alarm.
    await alarms.schedule()
    if (touched.length === 0) return { isPending: false, fields: {} }
    const now = touched.slice(0, PUSHES_PER_REQUEST)
    const enforced = await pusher.pushAll(now)
    await alarms.schedule()
    if (enforced.size < touched.length) return { isPending: true, fields: { propagation: 'pending' } }
    const [enforcedAt] = [...enforced.values()].toSorted().slice(-1)
    return { isPending: false, fields: { enforcedAt } }
  }
}
