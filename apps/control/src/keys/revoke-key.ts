import type { Desk } from '../desk/desk.ts'
import { settleDrift } from '../desk/settle-drift.ts'
import type { KeyRow } from '../tables/key-table.ts'
import { storeKey } from './write-key.ts'

/** Final, files or not: a file that still lists the key does not bring it back. */
export function revokeKey(desk: Desk, row: KeyRow, reason: string | undefined): KeyRow {
  if (row.status === 'revoked') {
    desk.queue(row.tenantId)
    return row
  }
  const next: KeyRow = {
    ...row,
    status: 'revoked',
    previous: undefined,
    version: row.version + 1,
    updatedMs: desk.nowMs,
    revokedMs: desk.nowMs,
  }
  const stored = storeKey(desk, next, { action: 'key.revoked', before: row, reason })
  desk.emit('key.revoked', row.tenantId, { keyId: row.id })
  settleDrift(desk, row.tenantId)
  return stored
}
