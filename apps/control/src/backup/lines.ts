import { auditSpanOf } from '../audit/audit-span.ts'

/** Tables that a new Registry could be made from, and what orders each and comes before its first row. */
const TABLES: readonly (readonly [table: string, key: string, before: string | number])[] = [
  ['tenant', 'id', ''],
  ['hostname', 'hostname', ''],
  ['tombstone', 'tenant_id', ''],
  ['api_key', 'seq', 0],
  ['plan', 'name', ''],
  ['price_table', 'version', 0],
  ['operator', 'seq', 0],
  ['webhook', 'seq', 0],
]
const ROWS_AT_ONCE = 500

/**
 * Every row as `{table, row}`, page by page; other requests are answered between pages, so a change in the
 * meantime may be in it or not. Secrets are in no table: keys and tokens are there as digests.
 */
export function* rowLines(sql: SqlStorage): Generator<string, undefined> {
  for (const [table, key, first] of TABLES) {
    yield* pages(sql, `SELECT * FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ${ROWS_AT_ONCE}`, {
      first,
      keyOf: (row) => row[key] ?? null,
      lineOf: (row) => JSON.stringify({ table, row }),
    })
  }
}

/** The audit events of a span, oldest first, each with its place and hashes. */
export function* auditLines(sql: SqlStorage, fromMs: number, beforeMs: number): Generator<string, undefined> {
  const { from, before } = auditSpanOf(sql, { fromMs, beforeMs })
  const query = `SELECT seq, body, prev_hash, hash FROM audit
    WHERE seq > ? AND seq < ${before} ORDER BY seq LIMIT ${ROWS_AT_ONCE}`
  yield* pages(sql, query, {
    first: from - 1,
    keyOf: ({ seq }) => seq ?? null,
    lineOf: ({ body, prev_hash: prevHash, hash }) => {
      const event: object = JSON.parse(typeof body === 'string' ? body : '{}')
      return JSON.stringify({ ...event, prevHash, hash })
    },
  })
}

type Row = Record<string, SqlStorageValue>

interface Paging {
  readonly first: SqlStorageValue
  readonly keyOf: (row: Row) => SqlStorageValue
  readonly lineOf: (row: Row) => string
}

function* pages(
  sql: SqlStorage,
  query: string,
  { first, keyOf, lineOf }: Paging,
): Generator<string, undefined> {
  for (let after = first; ;) {
    const rows = sql.exec<Row>(query, after).toArray()
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map((row) => `${lineOf(row)}\n`).join('')
    if (rows.length < ROWS_AT_ONCE) return
    after = keyOf(last)
  }
}
