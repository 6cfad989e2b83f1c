import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Desk } from '../desk/desk.ts'
import { OPERATOR_SESSION_IDLE_MS, OPERATOR_SESSION_MS, PORTAL_SESSION_MS } from '../limits.ts'
import type { SignIn } from '../registry-protocol.ts'
import type { SessionRow } from '../tables/session-table.ts'
import { holderOf } from './actor-of-holder.ts'

/** Signs the actor in. A code is used up. @throws BulkheadError `api_key_invalid` when another request used it */
export function openSession(desk: Desk, signIn: SignIn, sha256: string): SessionRow {
  const { tables, actor, world, nowMs } = desk
  if (signIn.type === 'code' && !tables.shortLived.takeLink(signIn.sha256, nowMs)) {
    throw new BulkheadError('api_key_invalid')
  }
  const lastsMs = actor.role === 'portal' ? PORTAL_SESSION_MS : OPERATOR_SESSION_MS
  const endMs = Math.min(nowMs + lastsMs, actor.expiresMs ?? Infinity)
  const session = { sha256, holder: holderOf(actor, world, sha256), usedMs: nowMs, endMs }
  const row = { ...session, expiresMs: untilIdle(session, nowMs) }
  tables.sessions.put(row)
  const targets = actor.portal === undefined ? [] : [{ type: 'tenant', id: actor.portal.tenantId }]
  desk.record('session.created', { targets, changes: [] })
  return row
}

/** Idle sessions of operators end early: they may do more, and sit on more screens. */
export function untilIdle({ holder, endMs }: Pick<SessionRow, 'holder' | 'endMs'>, nowMs: number): number {
  return holder.kind === 'portal' ? endMs : Math.min(endMs, nowMs + OPERATOR_SESSION_IDLE_MS)
}
