/** Rows that end by themselves: sealed replies, portal sessions, thresholds that were told. */
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

  keepPortalSession(sha256: string, body: string, expiresMs: number): void {
    this.#sql.exec(
      'INSERT INTO portal_session (sha256, body, expires_ms) VALUES (?, ?, ?)',
      sha256,
      body,
      expiresMs,
    )
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

  expire(nowMs: number, toldBeforeMs: number): void {
    this.#sql.exec('DELETE FROM sealed WHERE expires_ms <= ?', nowMs)
    this.#sql.exec('DELETE FROM portal_session WHERE expires_ms <= ?', nowMs)
    this.#sql.exec('DELETE FROM told_threshold WHERE told_ms <= ?', toldBeforeMs)
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
