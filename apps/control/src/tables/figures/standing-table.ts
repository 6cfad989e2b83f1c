import type { Standing } from '@bulkhead/contracts/record/standing'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'
import * as z from 'zod/mini'

const Sums = z.object({ requests: z.number(), tokens: z.number(), nanoDollars: z.nullable(z.number()) })
const Body = z.object({
  date: z.string(),
  today: Sums,
  month: Sums,
  budgets: z.array(
    z.object({
      budget: z.enum(['tokensPerDay', 'tokensPerMonth', 'spendPerDay', 'spendPerMonth']),
      limit: z.number(),
      used: z.number(),
      reserved: z.number(),
      resetsAtMs: z.number(),
    }),
  ),
})

export type StandingRow = z.infer<typeof Body> & { readonly tenantId: string; readonly atMs: number }

interface Columns extends Record<string, SqlStorageValue> {
  tenant_id: string
  at_ms: number
  body: string
  share: number
}

/** Where each tenant stands, as its home object reported it last. */
export class StandingTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(tenantId: string): StandingRow | undefined {
    const [row] = this.#sql.exec<Columns>('SELECT * FROM standing WHERE tenant_id = ?', tenantId).toArray()
    return row && rowOf(row)
  }

  put(tenantId: TenantId, { atMs, date, today, month, budgets }: Standing): void {
    const share = Math.max(0, ...budgets.map(({ limit, used, reserved }) => (used + reserved) / limit))
    this.#sql.exec(
      `INSERT OR REPLACE INTO standing (tenant_id, at_ms, body, share, month_cost, month_tokens)
       VALUES (?, ?, ?, ?, ?, ?)`,
      tenantId,
      atMs,
      JSON.stringify({ date, today, month, budgets }),
      share,
      month.nanoDollars ?? 0,
      month.tokens,
    )
  }

  /** Whose month has cost most, or taken most tokens where nothing is priced; of those that reported since. */
  largest(sinceMs: number, count: number): TenantId[] {
    return this.#sql
      .exec<{ id: string }>(
        `SELECT tenant_id AS id FROM standing WHERE at_ms >= ?
         ORDER BY month_cost DESC, month_tokens DESC, tenant_id LIMIT ?`,
        sinceMs,
        count,
      )
      .toArray()
      .map(({ id }) => parseTenantId(id))
  }

  countSince(sinceMs: number): number {
    return this.#sql
      .exec<{ count: number }>('SELECT count(*) AS count FROM standing WHERE at_ms >= ?', sinceMs)
      .one().count
  }

  /** The fullest first, after a place in that order. */
  fullest(
    after: { readonly share: number; readonly tenantId: string } | undefined,
    min: number,
    count: number,
  ): (StandingRow & { readonly share: number })[] {
    return this.#sql
      .exec<Columns>(
        `SELECT * FROM standing WHERE share >= ? AND (share, tenant_id) < (?, ?)
         ORDER BY share DESC, tenant_id DESC LIMIT ?`,
        min,
        after?.share ?? Number.MAX_VALUE,
        after?.tenantId ?? '',
        count,
      )
      .toArray()
      .map((row) => ({ ...rowOf(row), share: row.share }))
  }

  remove(tenantId: TenantId): void {
    this.#sql.exec('DELETE FROM standing WHERE tenant_id = ?', tenantId)
  }
}

function rowOf({ tenant_id: tenantId, at_ms: atMs, body }: Columns): StandingRow {
  return { tenantId, atMs, ...Body.parse(JSON.parse(body)) }
}
