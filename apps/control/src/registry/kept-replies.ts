import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import { isTenantId } from '@bulkhead/tenant-schema/tenant-id'
import * as z from 'zod/mini'

import { sha256Hex } from '../audit/link-hash.ts'
import type { Tables } from '../desk/tables.ts'
import type { World } from '../desk/world.ts'
import { SEALED_KEPT_MS } from '../limits.ts'
import type { Actor } from '../registry-protocol.ts'
import type { AdminCall } from '../registry-protocol.ts'
import { seal, unseal } from '../secrets/derive.ts'

/** What a request made, without its secret. */
export interface Kept {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
  /** Whose home objects have to know. */
  readonly touched: readonly TenantId[]
  readonly isReplay: boolean
}

const Stored = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.record(z.string(), z.unknown()),
  touched: z.array(z.string()),
})
const Secret = z.record(z.string(), z.string())

interface Keeping {
  readonly call: AdminCall
  readonly print: string | undefined
  readonly sealed: string | undefined
}

/** Of whom, where and under which Idempotency-Key; undefined without one. */
export function fingerprintOf(call: AdminCall, actor: Actor): string | undefined {
  const { route, params, idempotencyKey, conditions } = call
  if (idempotencyKey === undefined || conditions.dryRun === true) return undefined
  const who = actor.portal === undefined ? actor.id : actor.portal
  return sha256Hex(JSON.stringify([who, route, Object.entries(params), idempotencyKey]))
}

/**
 * Replies by Idempotency-Key, for a day. A secret in one is sealed with the client's own key for ten minutes,
 * and is nowhere else.
 */
export class KeptReplies {
  readonly #tables: Pick<Tables, 'idempotency' | 'shortLived'>
  readonly #world: World

  constructor(tables: Pick<Tables, 'idempotency' | 'shortLived'>, world: World) {
    this.#tables = tables
    this.#world = world
  }

  async seal(call: AdminCall, secret: object | undefined): Promise<string | undefined> {
    const { idempotencyKey } = call
    if (secret === undefined || idempotencyKey === undefined) return undefined
    return await seal(this.#world.controlSecret, idempotencyKey, JSON.stringify(secret))
  }

  /** Undefined once the ten minutes are over. */
  async unseal(call: AdminCall, print: string | undefined): Promise<Readonly<Record<string, string>>> {
    const blob = print === undefined ? undefined : this.#tables.shortLived.sealed(print, Date.now())
    if (blob === undefined || call.idempotencyKey === undefined) return {}
    return Secret.parse(JSON.parse(await unseal(this.#world.controlSecret, call.idempotencyKey, blob)))
  }

  /** @throws BulkheadError `idempotency_mismatch` when the key came with another body */
  find(call: AdminCall, print: string | undefined): Kept | undefined {
    if (print === undefined) return undefined
    const kept = this.#tables.idempotency.match({ key: print, body: sha256Hex(call.text) })
    if (kept?.result === undefined) return undefined
    const { touched, ...rest } = Stored.parse(JSON.parse(kept.result))
    return { ...rest, touched: touched.filter(isTenantId), isReplay: true }
  }

  keep({ call, print, sealed }: Keeping, { status, headers, body, touched }: Kept, nowMs: number): void {
    if (print === undefined) return
    const result = JSON.stringify({ status, headers, body, touched })
    this.#tables.idempotency.keep({ key: print, body: sha256Hex(call.text) }, result, nowMs)
    if (sealed !== undefined) this.#tables.shortLived.keepSealed(print, sealed, nowMs + SEALED_KEPT_MS)
  }
}
