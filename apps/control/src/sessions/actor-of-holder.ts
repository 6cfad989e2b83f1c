import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { sha256Hex } from '../audit/link-hash.ts'
import type { Tables } from '../desk/tables.ts'
import type { World } from '../desk/world.ts'
import type { Actor } from '../registry-protocol.ts'
import type { OperatorRow } from '../tables/operator-table.ts'
import type { Holder } from '../tables/session-table.ts'

export const BOOTSTRAP: Actor = { type: 'bootstrap', id: 'bootstrap', name: 'admin token', role: 'owner' }

interface Held {
  readonly holder: Holder
  /** Of the cookie or the code; salts the proof of the admin token. */
  readonly sha256: string
}

/** @throws BulkheadError `api_key_invalid` `api_key_expired` once its operator, tenant or admin token is gone */
export function actorOfHolder(
  tables: Pick<Tables, 'operators' | 'tenants'>,
  { adminToken }: World,
  { holder, sha256 }: Held,
  nowMs: number,
): Actor {
  if (holder.kind === 'bootstrap') {
    if (adminToken !== undefined && holder.proof === proofOf(adminToken, sha256)) return BOOTSTRAP
    throw new BulkheadError('api_key_invalid')
  }
  if (holder.kind === 'operator') return actorOfOperator(tables.operators.find(holder.operatorId), nowMs)
  if (tables.tenants.find(holder.tenantId) === undefined) throw new BulkheadError('api_key_invalid')
  const { tenantId, subject } = holder
  return { type: 'portal', id: `portal:${tenantId}`, name: subject, role: 'portal', portal: holder }
}

/** @throws BulkheadError `api_key_invalid` `api_key_expired` */
export function actorOfOperator(row: OperatorRow | undefined, nowMs: number): Actor {
  if (row === undefined) throw new BulkheadError('api_key_invalid')
  if (row.expiresMs !== undefined && row.expiresMs <= nowMs) throw new BulkheadError('api_key_expired')
  const { id, name, role, expiresMs } = row
  return { type: 'operator', id, name, role, expiresMs }
}

/** Whom the actor's new session or link is for. @throws BulkheadError `scope_insufficient` */
export function holderOf(actor: Actor, { adminToken }: World, sha256: string): Holder {
  if (actor.portal !== undefined) return actor.portal
  if (actor.type === 'operator') return { kind: 'operator', operatorId: actor.id }
  if (actor.type === 'bootstrap' && adminToken !== undefined) {
    return { kind: 'bootstrap', proof: proofOf(adminToken, sha256) }
  }
  throw new BulkheadError('scope_insufficient')
}

function proofOf(adminToken: string, sha256: string): string {
  return sha256Hex(`${sha256}\n${adminToken}`)
}
