import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { askingKeyOf } from '../desk/asking-key.ts'
import type { Tables } from '../desk/tables.ts'
import type { World } from '../desk/world.ts'
import { LAST_USED_STEP_MS } from '../limits.ts'
import type { Actor, ActorRole, SignIn } from '../registry-protocol.ts'
import type { OperatorRow } from '../tables/operator-table.ts'
import { actorOfHolder, actorOfOperator, BOOTSTRAP } from './actor-of-holder.ts'
import { untilIdle } from './open-session.ts'

interface Place {
  readonly tables: Tables
  readonly world: World
}

/** @throws BulkheadError `api_key_invalid` when nobody has that token, session or code, or it has expired */
export function actorOf(place: Place, signIn: SignIn, nowMs: number): Actor {
  const { tables } = place
  if (signIn.type === 'bootstrap') return BOOTSTRAP
  if (signIn.type === 'session') return actorOfSession(place, signIn.sha256, nowMs)
  if (signIn.type === 'code') return actorOfCode(place, signIn.sha256, nowMs)
  if (signIn.type === 'identity') return actorOfIdentity(place, signIn.email, nowMs)
  if (signIn.type === 'key') {
    const { id, name = id } = askingKeyOf(tables, signIn, nowMs)
    return { type: 'key', id, name, role: 'tenant' }
  }
  return usedNow(place, tables.operators.bySha256(signIn.sha256), nowMs)
}

function usedNow({ tables }: Place, row: OperatorRow | undefined, nowMs: number): Actor {
  const actor = actorOfOperator(row, nowMs)
  if (nowMs - (row?.lastUsedMs ?? 0) >= LAST_USED_STEP_MS) tables.operators.markUsed(actor.id, nowMs)
  return actor
}

function actorOfSession({ tables, world }: Place, sha256: string, nowMs: number): Actor {
  const session = tables.sessions.find(sha256, nowMs)
  if (session === undefined) throw new BulkheadError('api_key_invalid', { message: SIGNED_OUT })
  const actor = actorOfHolder(tables, world, session, nowMs)
  if (nowMs - session.usedMs >= LAST_USED_STEP_MS) {
    tables.sessions.put({ ...session, usedMs: nowMs, expiresMs: untilIdle(session, nowMs) })
    if (actor.type === 'operator') tables.operators.markUsed(actor.id, nowMs)
  }
  return { ...actor, expiresMs: session.endMs }
}

const SIGNED_OUT = 'The session is over. Sign in again.'

function actorOfCode({ tables, world }: Place, sha256: string, nowMs: number): Actor {
  const holder = tables.shortLived.link(sha256, nowMs)
  if (holder === undefined) throw new BulkheadError('api_key_invalid', { message: USED_UP })
  return actorOfHolder(tables, world, { holder, sha256 }, nowMs)
}

const USED_UP = 'The link was used before or has expired. Ask for a new one.'

/** Cloudflare Access says who it is; which of them are operators is known here. */
function actorOfIdentity(place: Place, email: string, nowMs: number): Actor {
  const row = place.tables.operators.byEmail(email)
  if (row !== undefined) return usedNow(place, row, nowMs)
  throw new BulkheadError('scope_insufficient', {
    message: `You are signed in as ${email}, and no operator has that e-mail address. Ask an owner to add one.`,
  })
}

/** @throws BulkheadError `scope_insufficient` */
export function requireRole(actor: Actor, roles: readonly ActorRole[]): void {
  if (roles.includes(actor.role)) return
  throw new BulkheadError('scope_insufficient', {
    message: `The role "${actor.role}" may not do this. Ask somebody with a role listed in "details".`,
    details: { required: roles },
  })
}
