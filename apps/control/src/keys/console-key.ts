import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Scope, SCOPES } from '@bulkhead/tenant-schema/tenant-config'

import type { Desk } from '../desk/desk.ts'
import type { Tables } from '../desk/tables.ts'
import { CONSOLE_KEY_MS, CONSOLE_KEYS_PER_ALARM, MAX_CONSOLE_KEYS } from '../limits.ts'
import type { KeyRow } from '../tables/key-table.ts'
import type { TenantRow } from '../tables/tenant-table.ts'
import type { MintedKey } from './mint-key.ts'
import { storeKey } from './write-key.ts'

const NAME = 'console'

/**
 * A key for the pages of the console, of file tenants too: all scopes for an operator, the session's for a
 * tenant's own person. @throws BulkheadError `scope_insufficient` `rate_limited`
 */
export function createConsoleKey(
  desk: Desk,
  tenant: TenantRow,
  { keyId, sha256 }: MintedKey,
): KeyRow & { readonly expiresMs: number } {
  const { tables, actor, nowMs } = desk
  const expiresMs = nowMs + CONSOLE_KEY_MS
  if (tables.consoleKeys.count(tenant.id, nowMs) >= MAX_CONSOLE_KEYS) {
    const message = 'Too many pages of the console use this tenant. Wait until their keys expire.'
    throw new BulkheadError('rate_limited', { message, retryAfterMs: CONSOLE_KEY_MS })
  }
  const row = {
    id: keyId,
    tenantId: tenant.id,
    name: NAME,
    sha256,
    previous: undefined,
    scopes: scopesOf(desk),
    settings: { metadata: { [NAME]: 'true' } },
    status: 'active',
    managedBy: 'api',
    fileSha256: undefined,
    isConsole: true,
    expiresMs,
    notBeforeMs: undefined,
    epoch: 0,
    version: 1,
    createdMs: nowMs,
    createdBy: actor.id,
    updatedMs: nowMs,
    lastUsedMs: undefined,
    revokedMs: undefined,
  } satisfies KeyRow
  return { ...storeKey(desk, row, { action: 'key.created', before: undefined }), expiresMs }
}

function scopesOf({ actor: { portal } }: Desk): readonly Scope[] {
  if (portal === undefined) return SCOPES
  const scopes = portal.scopes.flatMap((scope) => Scope.safeParse(scope).data ?? [])
  if (scopes.length > 0) return scopes
  throw new BulkheadError('scope_insufficient', { message: 'This session may not use the API.' })
}

/** Has the home objects let go of the expired ones, as of revoked keys. */
export function endConsoleKeys({ tenants, keys, consoleKeys, outbox }: Tables, nowMs: number): void {
  for (const id of consoleKeys.expired('active', nowMs, CONSOLE_KEYS_PER_ALARM)) {
    const row = keys.find(id)
    if (row === undefined) continue
    const epoch = tenants.bump(row.tenantId, 'keys', nowMs)
    keys.put({ ...row, status: 'revoked', epoch, revokedMs: nowMs, updatedMs: nowMs })
    outbox.add(row.tenantId, nowMs)
  }
}

/** Removes those that no home object knows any more. */
export function forgetConsoleKeys({ tenants, keys, consoleKeys }: Tables, nowMs: number): void {
  for (const id of consoleKeys.expired('revoked', nowMs, CONSOLE_KEYS_PER_ALARM)) {
    const row = keys.find(id)
    const enforcedEpoch = row && tenants.find(row.tenantId)?.enforcedEpoch
    if (row === undefined || (enforcedEpoch ?? row.epoch) >= row.epoch) consoleKeys.remove(id)
  }
}
