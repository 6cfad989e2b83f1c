import { PortalScope } from '@bulkhead/contracts/http/admin/portal-sessions'
import * as z from 'zod/mini'

const Portal = z.object({
  kind: z.literal('portal'),
  tenantId: z.string(),
  subject: z.string(),
  scopes: z.array(PortalScope),
  returnUrl: z.exactOptional(z.string()),
})

/**
 * Whom a session or a sign-in link is for. Roles are looked up on each use, so that a change applies at once.
 */
export const Holder = z.discriminatedUnion('kind', [
  /** `proof` ties it to the admin token of that moment: a new admin token ends it. */
  z.object({ kind: z.literal('bootstrap'), proof: z.string() }),
  z.object({ kind: z.literal('operator'), operatorId: z.string() }),
  Portal,
])
export type Holder = z.infer<typeof Holder>
export type PortalHolder = z.infer<typeof Portal>

export interface SessionRow {
  /** Of the cookie's value, hex: the only form in which it is stored. */
  readonly sha256: string
  readonly holder: Holder
  readonly usedMs: number
  /** Earlier than `endMs` when idle sessions end before. */
  readonly expiresMs: number
  /** It ends then, used or not. */
  readonly endMs: number
}

interface Columns extends Record<string, SqlStorageValue> {
  sha256: string
  holder: string
  used_ms: number
  expires_ms: number
  end_ms: number
}

/** Who is signed in to the console. */
export class SessionTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(sha256: string, nowMs: number): SessionRow | undefined {
    const [row] = this.#sql
      .exec<Columns>('SELECT * FROM session WHERE sha256 = ? AND expires_ms > ?', sha256, nowMs)
      .toArray()
    if (row === undefined) return undefined
    const { used_ms: usedMs, expires_ms: expiresMs, end_ms: endMs } = row
    return { sha256, holder: Holder.parse(JSON.parse(row.holder)), usedMs, expiresMs, endMs }
  }

  put({ sha256, holder, usedMs, expiresMs, endMs }: SessionRow): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO session (sha256, holder, used_ms, expires_ms, end_ms) VALUES (?, ?, ?, ?, ?)',
      sha256,
      JSON.stringify(holder),
      usedMs,
      expiresMs,
      endMs,
    )
  }

  remove(sha256: string): void {
    this.#sql.exec('DELETE FROM session WHERE sha256 = ?', sha256)
  }

  expire(nowMs: number): void {
    this.#sql.exec('DELETE FROM session WHERE expires_ms <= ?', nowMs)
  }

  nextExpiryMs(): number | undefined {
    const { next } = this.#sql
      .exec<{ next: number | null }>('SELECT min(expires_ms) AS next FROM session')
      .one()
    return next ?? undefined
  }
}
