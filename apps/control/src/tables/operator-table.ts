import type { Role } from '@bulkhead/contracts/http/admin/operators'

export interface OperatorRow {
  readonly id: string
  readonly name: string
  /** Lower case; signs in by Cloudflare Access. */
  readonly email: string | undefined
  readonly role: Role
  /** Of the whole token, hex: the only form in which it is kept. */
  readonly sha256: string
  readonly expiresMs: number | undefined
  readonly version: number
  readonly createdMs: number
  readonly createdBy: string
  readonly lastUsedMs: number | undefined
}

export type ListedOperator = OperatorRow & { readonly seq: number }

interface Columns extends Record<string, SqlStorageValue> {
  seq: number
  id: string
  name: string
  email: string | null
  role: Role
  sha256: string
  expires_ms: number | null
  version: number
  created_ms: number
  created_by: string
  last_used_ms: number | null
}

/** Who may use the admin API, besides the holder of the admin token. */
export class OperatorTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(id: string): OperatorRow | undefined {
    return this.#rows('SELECT * FROM operator WHERE id = ?', id)[0]
  }

  bySha256(sha256: string): OperatorRow | undefined {
    return this.#rows('SELECT * FROM operator WHERE sha256 = ?', sha256)[0]
  }

  withEmail(email: string): OperatorRow | undefined {
    return this.#rows('SELECT * FROM operator WHERE email = ?', email)[0]
  }

  /** By address, else by a name that is one; undefined when two operators are named so. */
  byEmail(email: string): OperatorRow | undefined {
    const row = this.withEmail(email)
    if (row !== undefined) return row
    const [named, other] = this.#rows(
      'SELECT * FROM operator WHERE email IS NULL AND lower(name) = ? LIMIT 2',
      email,
    )
    return other === undefined ? named : undefined
  }

  after(seq: number, count: number): ListedOperator[] {
    return this.#rows('SELECT * FROM operator WHERE seq > ? ORDER BY seq LIMIT ?', seq, count)
  }

  put(row: OperatorRow): void {
    this.#sql.exec(
      `INSERT INTO operator
         (id, name, email, role, sha256, expires_ms, version, created_ms, created_by, last_used_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, role = excluded.role,
         expires_ms = excluded.expires_ms, version = excluded.version`,
      row.id,
      row.name,
      row.email ?? null,
      row.role,
      row.sha256,
      row.expiresMs ?? null,
      row.version,
      row.createdMs,
      row.createdBy,
      row.lastUsedMs ?? null,
    )
  }

  markUsed(id: string, nowMs: number): void {
    this.#sql.exec('UPDATE operator SET last_used_ms = ? WHERE id = ?', nowMs, id)
  }

  remove(id: string): void {
    this.#sql.exec('DELETE FROM operator WHERE id = ?', id)
  }

  #rows(query: string, ...values: SqlStorageValue[]): ListedOperator[] {
    return this.#sql
      .exec<Columns>(query, ...values)
      .toArray()
      .map((row) => ({
        seq: row.seq,
        id: row.id,
        name: row.name,
        email: row.email ?? undefined,
        role: row.role,
        sha256: row.sha256,
        expiresMs: row.expires_ms ?? undefined,
        version: row.version,
        createdMs: row.created_ms,
        createdBy: row.created_by,
        lastUsedMs: row.last_used_ms ?? undefined,
      }))
  }
}
