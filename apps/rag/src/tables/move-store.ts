type Counts = { waiting: number; underWay: number; arrived: number }

/**
 * A change of the embedding model, as named SQL: `startMove`, `finishMove` and `cancelMove` of the lifecycle,
 * for many versions at once.
 */
export class MoveStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  count(): Counts {
    return this.#sql
      .exec<Counts>(
        `SELECT coalesce(sum(stage = 'done'), 0) AS waiting, coalesce(sum(stage IN ('move', 'prove')), 0) AS underWay,
           coalesce(sum(stage = 'moved'), 0) AS arrived
         FROM version WHERE stage IN ('done', 'move', 'prove', 'moved')`,
      )
      .one()
  }

  /** `upserted` counts in the next index from here on; the vectors in the old one stay whole. */
  start(limit: number, nowMs: number): void {
    this.#sql.exec(
      `UPDATE version SET stage = 'move', upserted = 0, delays = 0, crashes = 0, lease_until_ms = 0, not_before_ms = 0, due_ms = ?
       WHERE key IN (SELECT key FROM version WHERE stage = 'done' ORDER BY key LIMIT ?)`,
      nowMs,
      limit,
    )
  }

  /**
   * What was not yet in the old index is embedded into the new one; claims on it end, since they were made
   * for the old.
   */
  finish(nowMs: number): void {
    this.#sql.exec(
      `UPDATE version SET lease = lease + 1, lease_until_ms = 0, upserted = 0, stage = 'embed',
         due_ms = CASE status WHEN 'failed' THEN NULL ELSE ? END WHERE stage IN ('embed', 'confirm')`,
      nowMs,
    )
    this.#sql.exec(`UPDATE version SET stage = 'done', due_ms = NULL WHERE stage = 'moved'`)
  }

  /** The vectors that the next index got already are overwritten, should it come to it again. */
  cancel(): void {
    this.#sql.exec(
      `UPDATE version SET stage = 'done', upserted = chunks, lease = lease + 1, lease_until_ms = 0, due_ms = NULL
       WHERE stage IN ('move', 'prove', 'moved')`,
    )
  }
}
