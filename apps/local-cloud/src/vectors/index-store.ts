export type ChangeKind = 'insert' | 'upsert' | 'delete'

/** What one mutation does to one id. */
export interface Change {
  readonly kind: ChangeKind
  readonly id: string
  readonly namespace: string
  readonly values?: ArrayBuffer
  readonly metadata?: string | undefined
}

export interface StoredVector {
  readonly id: string
  readonly namespace: string
  readonly values: Float32Array
  readonly metadata: string | null
}

type VectorRow = { id: string; namespace: string; vals: ArrayBuffer; metadata: string | null }

const COLUMNS = 'id, namespace, vals, metadata'

/** The tables of one index: vectors, and the mutations that were acknowledged but do not show yet. */
export class IndexStore {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  count(): number {
    return this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM vector').one().n
  }

  namespaces(): string[] {
    const rows = this.#sql.exec<{ namespace: string }>('SELECT DISTINCT namespace FROM vector')
    return Array.from(rows, ({ namespace }) => namespace)
  }

  *vectorsIn(namespace: string): Generator<StoredVector> {
    const rows = this.#sql.exec<VectorRow>(`SELECT ${COLUMNS} FROM vector WHERE namespace = ?`, namespace)
    for (const row of rows) yield toVector(row)
  }

  vector(id: string): StoredVector | undefined {
    const [row] = this.#sql.exec<VectorRow>(`SELECT ${COLUMNS} FROM vector WHERE id = ?`, id)
    return row === undefined ? undefined : toVector(row)
  }

  processed(): { mutation: string; accepted_ms: number } | undefined {
    const [row] = this.#sql.exec<{ mutation: string; accepted_ms: number }>(
      'SELECT mutation, accepted_ms FROM processed',
    )
    return row
  }

  /** Keeps a mutation for later. Mutations show in the order in which they came. */
  addMutation(mutationId: string, acceptedMs: number, visibleMs: number, changes: readonly Change[]): void {
    const { seq } = this.#sql
      .exec<{ seq: number }>(
        `INSERT INTO mutation (id, accepted_ms, visible_ms)
         VALUES (?, ?, max(?, (SELECT coalesce(max(visible_ms), 0) FROM mutation))) RETURNING seq`,
        mutationId,
        acceptedMs,
        visibleMs,
      )
      .one()
    for (const [place, { kind, id, namespace, values, metadata }] of changes.entries()) {
      this.#sql.exec(
        'INSERT INTO change (mutation, place, kind, id, namespace, vals, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
        seq,
        place,
        kind,
        id,
        namespace,
        values ?? null,
        metadata ?? null,
      )
    }
  }

  nextVisibleMs(): number {
    const { ms } = this.#sql.exec<{ ms: number | null }>('SELECT min(visible_ms) AS ms FROM mutation').one()
    return ms ?? Infinity
  }

  /** Carries out every mutation whose time has come and returns the ids it touched. */
  applyUntil(nowMs: number): string[] {
    const due = this.#sql
      .exec<{ seq: number; id: string; accepted_ms: number }>(
        'SELECT seq, id, accepted_ms FROM mutation WHERE visible_ms <= ? ORDER BY seq',
        nowMs,
      )
      .toArray()
    return due.flatMap((mutation) => {
      const touched = this.#apply(mutation.seq)
      this.#sql.exec('DELETE FROM change WHERE mutation = ?', mutation.seq)
      this.#sql.exec('DELETE FROM mutation WHERE seq = ?', mutation.seq)
      this.#sql.exec('INSERT OR REPLACE INTO processed VALUES (1, ?, ?)', mutation.id, mutation.accepted_ms)
      return touched
    })
  }

  #apply(seq: number): string[] {
    const from = `SELECT ${COLUMNS} FROM change WHERE mutation = ?1`
    this.#sql.exec(
      `DELETE FROM vector WHERE id IN (SELECT id FROM change WHERE mutation = ?1 AND kind = 'delete')`,
      seq,
    )
    this.#sql.exec(
      `INSERT OR IGNORE INTO vector (${COLUMNS}) ${from} AND kind = 'insert' ORDER BY place`,
      seq,
    )
    this.#sql.exec(
      `INSERT OR REPLACE INTO vector (${COLUMNS}) ${from} AND kind = 'upsert' ORDER BY place`,
      seq,
    )
    return Array.from(
      this.#sql.exec<{ id: string }>('SELECT id FROM change WHERE mutation = ?', seq),
      ({ id }) => id,
    )
  }
}

function toVector({ id, namespace, vals, metadata }: VectorRow): StoredVector {
  return { id, namespace, values: new Float32Array(vals), metadata }
}
