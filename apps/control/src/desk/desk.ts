import type { AuditEvent } from '@bulkhead/contracts/http/admin/audit-events'
import type { Change } from '@bulkhead/contracts/http/admin/changes'
import type { EventType } from '@bulkhead/contracts/http/admin/webhooks'
import { createId } from '@bulkhead/contracts/ids'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { PUSH_LEASE_MS } from '../limits.ts'
import type { Actor, Conditions } from '../registry-protocol.ts'
import { enqueueEvent } from './enqueue-event.ts'
import { requireMatch } from './require-match.ts'
import type { Tables } from './tables.ts'
import type { World } from './world.ts'

interface Setup {
  readonly tables: Tables
  readonly world: World
  readonly actor: Actor
  readonly nowMs: number
  readonly context: AuditEvent['context']
  readonly conditions: Conditions
  /** Of the whole request; what a body says counts before it. */
  readonly reason: string | undefined
}

interface Deed {
  readonly targets: AuditEvent['targets']
  readonly changes: readonly Change[]
  readonly reason?: string | undefined
}

/** Where one operation works: all it writes, audits, pushes and sends belongs to one transaction. */
export class Desk {
  readonly tables: Tables
  readonly world: World
  readonly actor: Actor
  readonly nowMs: number
  readonly conditions: Conditions
  /** Whose home objects have to learn of it. */
  readonly touched = new Set<TenantId>()
  /** What a dry run shows. */
  readonly changes: Change[] = []
  readonly #context: AuditEvent['context']
  readonly #reason: string | undefined

  constructor({ tables, world, actor, nowMs, context, conditions, reason }: Setup) {
    this.tables = tables
    this.world = world
    this.actor = actor
    this.nowMs = nowMs
    this.conditions = conditions
    this.#context = context
    this.#reason = reason
  }

  /** The tenant's next epoch, which its home object is to enforce. */
  touch(tenantId: TenantId, part: 'config' | 'keys'): number {
    this.queue(tenantId)
    return this.tables.tenants.bump(tenantId, part, this.nowMs)
  }

  /** Pushes the tenant as it is. Due only later: the request itself pushes at once, unless it dies. */
  queue(tenantId: TenantId): void {
    this.touched.add(tenantId)
    this.tables.outbox.add(tenantId, this.nowMs + PUSH_LEASE_MS)
  }

  /** An audit event. Nothing secret may be in `changes`. */
  record(action: string, { targets, changes, reason = this.#reason }: Deed): void {
    this.changes.push(...changes)
    const { type, id, name } = this.actor
    this.tables.audit.append({
      id: createId('aud'),
      occurredAt: new Date(this.nowMs).toISOString(),
      action,
      actor: { type, id, name },
      targets: [...targets],
      context: this.#context,
      changes: [...changes],
      ...(reason === undefined ? {} : { reason }),
    })
  }

  /** Sends it to the webhooks that want it. */
  emit(type: EventType, tenantId: TenantId | undefined, data: object): void {
    enqueueEvent(this.tables, { type, tenantId, data, nowMs: this.nowMs })
  }

  /** @throws BulkheadError `version_conflict` when the caller knows another version than this */
  requireVersion(version: number): void {
    requireMatch(this.conditions, etagOf(version))
  }
}

export function etagOf(version: number): string {
  return `"${version}"`
}
