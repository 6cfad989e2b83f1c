import { BudgetNotice } from '@bulkhead/contracts/http/admin/usage'

import { Holder } from './session-table.ts'

interface NoticeRow {
  readonly seq: number
  readonly notice: BudgetNotice
}

/** Rows that end by themselves: sealed replies, links that sign in, thresholds that were reported. */
export class ShortLivedTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  keepSealed(key: string, blob: string, expiresMs: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO sealed (key, blob, expires_ms) VALUES (?, ?, ?)',
      key,
      blob,
      expiresMs,
    )
  }

  sealed(key: string, nowMs: number): string | undefined {
    const [row] = this.#sql
      .exec<{ blob: string }>('SELECT blob FROM sealed WHERE key = ? AND expires_ms > ?', key, nowMs)
      .toArray()
    return row?.blob
  }

  /** A link that signs its holder in, by the digest of its code. The table is named for its first use. */
  keepLink(sha256: string, holder: Holder, expiresMs: number): void {
    this.#sql.exec(
      'INSERT INTO portal_session (sha256, body, expires_ms) VALUES (?, ?, ?)',
      sha256,
      JSON.stringify(holder),
      expiresMs,
    )
  }

  link(sha256: string, nowMs: number): Holder | undefined {
    const [row] = this.#sql
      .exec<{ body: string }>(
        'SELECT body FROM portal_session WHERE sha256 = ? AND expires_ms > ?',
        sha256,
        nowMs,
      )
      .toArray()
    return row === undefined ? undefined : Holder.safeParse(JSON.parse(row.body)).data
  }

  /** Uses the link up; false when that has been done. */
  takeLink(sha256: string, nowMs: number): boolean {
    const sql = 'DELETE FROM portal_session WHERE sha256 = ? AND expires_ms > ? RETURNING sha256'
    return this.#sql.exec(sql, sha256, nowMs).toArray().length > 0
  }

  /** False when it was told before. */
  tellOnce(id: string, nowMs: number): boolean {
    const [row] = this.#sql
      .exec<{ id: string }>(
        'INSERT INTO told_threshold (id, told_ms) VALUES (?, ?) ON CONFLICT (id) DO NOTHING RETURNING id',
        id,
        nowMs,
      )
      .toArray()
    return row !== undefined
  }

  keepNotice(notice: BudgetNotice, nowMs: number): void {
    this.#sql.exec(
      'INSERT INTO budget_notice (tenant_id, body, told_ms) VALUES (?, ?, ?)',
      notice.tenantId,
      JSON.stringify(notice),
      nowMs,
    )
  }

  /** Newest first, before the place `seq`. */
  notices(tenantId: string | undefined, seq: number, count: number): NoticeRow[] {
    const [where, given] = tenantId === undefined ? ['', []] : ['tenant_id = ? AND ', [tenantId]]
    return this.#sql
      .exec<{ seq: number; body: string }>(
        `SELECT seq, body FROM budget_notice WHERE ${where}seq < ? ORDER BY seq DESC LIMIT ?`,
        ...given,
        seq,
        count,
      )
      .toArray()
      .map((row) => ({ seq: row.seq, notice: BudgetNotice.parse(JSON.parse(row.body)) }))
  }

  forgetNotices(tenantId: string): void {
    this.#sql.exec('DELETE FROM budget_notice WHERE tenant_id = ?', tenantId)
  }

  expire(nowMs: number, toldBeforeMs: number): void {
    this.#sql.exec('DELETE FROM sealed WHERE expires_ms <= ?', nowMs)
    this.#sql.exec('DELETE FROM portal_session WHERE expires_ms <= ?', nowMs)
    this.#sql.exec('DELETE FROM told_threshold WHERE told_ms <= ?', toldBeforeMs)
    this.#sql.exec('DELETE FROM budget_notice WHERE told_ms <= ?', toldBeforeMs)
  }

  nextExpiryMs(): number | undefined {
    const { next } = this.#sql
      .exec<{ next: number | null }>(
        `SELECT min(at) AS next FROM (
           SELECT min(expires_ms) AS at FROM sealed UNION ALL
           SELECT min(expires_ms) AS at FROM portal_session)`,
      )
      .one()
    return next ?? undefined
  }
}
