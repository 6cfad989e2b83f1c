import type { Desk } from '../desk/desk.ts'
import { settleDrift } from '../desk/settle-drift.ts'
import type { KeyRow } from '../tables/key-table.ts'
import { requireActive, storeKey } from './write-key.ts'

interface Rotation {
  readonly row: KeyRow
  readonly sha256: string
  readonly graceSeconds: number
  readonly reason?: string | undefined
}

/** A new secret under the same id; the old one ends after the grace, and one before that at once. */
export function rotateKey(desk: Desk, { row, sha256, graceSeconds, reason }: Rotation): KeyRow {
  requireActive(row)
  const next: KeyRow = {
    ...row,
    sha256,
    previous:
      graceSeconds === 0 ? undefined : { sha256: row.sha256, expiresMs: desk.nowMs + graceSeconds * 1_000 },
    version: row.version + 1,
    updatedMs: desk.nowMs,
  }
  const stored = storeKey(desk, next, { action: 'key.rotated', before: row, reason })
  settleDrift(desk, row.tenantId)
  return stored
}
