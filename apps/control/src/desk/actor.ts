import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { LAST_USED_STEP_MS } from '../limits.ts'
import type { Actor, ActorRole, SignIn } from '../registry-protocol.ts'
import { askingKeyOf } from './asking-key.ts'
import type { Tables } from './tables.ts'

const BOOTSTRAP: Actor = { type: 'bootstrap', id: 'bootstrap', name: 'admin token', role: 'owner' }

/** @throws BulkheadError `api_key_invalid` when nobody has that token, or it has expired */
export function actorOf(tables: Pick<Tables, 'operators' | 'keys'>, signIn: SignIn, nowMs: number): Actor {
  if (signIn.type === 'bootstrap') return BOOTSTRAP
  if (signIn.type === 'key') {
    const { id, name = id } = askingKeyOf(tables, signIn, nowMs)
    return { type: 'key', id, name, role: 'tenant' }
  }
  const row = tables.operators.bySha256(signIn.sha256)
  if (row === undefined) throw new BulkheadError('api_key_invalid')
  if (row.expiresMs !== undefined && row.expiresMs <= nowMs) throw new BulkheadError('api_key_expired')
  if (nowMs - (row.lastUsedMs ?? 0) >= LAST_USED_STEP_MS) tables.operators.markUsed(row.id, nowMs)
  const { id, name, role, expiresMs } = row
  return { type: 'operator', id, name, role, expiresMs }
}

/** @throws BulkheadError `scope_insufficient` */
export function requireRole(actor: Actor, roles: readonly ActorRole[]): void {
  if (roles.includes(actor.role)) return
  throw new BulkheadError('scope_insufficient', {
    message: `The role "${actor.role}" may not do this. Ask somebody with a role listed in "details".`,
    details: { required: roles },
  })
}
