import type { CreateKey, KeyView, ListedKey } from '@bulkhead/contracts/http/admin/keys'
import { dollarsOf } from '@bulkhead/spending/dollars'
import type * as z from 'zod/mini'

import type { Desk } from '../desk/desk.ts'
import type { KeyRow } from '../tables/key-table.ts'

/** A key as the admin API shows it; its digests stay inside. */
export function keyView(row: KeyRow, nowMs: number): KeyView {
  const { previous } = row
  const isInGrace = previous !== undefined && previous.expiresMs > nowMs
  return {
    id: row.id,
    tenantId: row.tenantId,
    ...(row.name === undefined ? {} : { name: row.name }),
    status: row.status,
    scopes: [...row.scopes],
    ...time('expiresAt', row.expiresMs),
    ...time('notBefore', row.notBeforeMs),
    ...row.settings,
    managedBy: row.managedBy,
    version: row.version,
    createdAt: new Date(row.createdMs).toISOString(),
    createdBy: row.createdBy,
    updatedAt: new Date(row.updatedMs).toISOString(),
    ...time('lastUsedAt', row.lastUsedMs),
    ...time('previousExpiresAt', isInGrace ? previous.expiresMs : undefined),
    ...time('revokedAt', row.revokedMs),
  }
}

/** With who made it and what it has cost. */
export function listedKey(
  { tables, nowMs }: Pick<Desk, 'tables' | 'nowMs'>,
  row: KeyRow,
): z.infer<typeof ListedKey> {
  const creator = tables.operators.find(row.createdBy)?.name ?? tables.keys.find(row.createdBy)?.name
  const nano = tables.keyFigures.cost(row.id)
  return {
    ...keyView(row, nowMs),
    ...(creator === undefined ? {} : { creator }),
    ...(nano === undefined ? {} : { cost30d: nano === null ? null : dollarsOf(nano) }),
  }
}

function time<N extends string>(name: N, ms: number | undefined): Partial<Record<N, string>> {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- a computed name widens to string
  return (ms === undefined ? {} : { [name]: new Date(ms).toISOString() }) as Partial<Record<N, string>>
}

/** What of a key belongs into the audit log: what it may do, and until when. */
export function auditedKey(row: KeyRow): object {
  const { name, status, scopes, settings, expiresMs, notBeforeMs } = row
  return {
    ...(name === undefined ? {} : { name }),
    status,
    scopes,
    ...settings,
    ...time('expiresAt', expiresMs),
    ...time('notBefore', notBeforeMs),
  }
}

/** The key as somebody would wish for it anew. */
export function wishOf({ name, scopes, settings, expiresMs, notBeforeMs }: KeyRow): CreateKey {
  return {
    ...(name === undefined ? {} : { name }),
    scopes: [...scopes],
    ...settings,
    ...time('expiresAt', expiresMs),
    ...time('notBefore', notBeforeMs),
  }
}
