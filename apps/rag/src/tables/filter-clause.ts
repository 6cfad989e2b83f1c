import type { Condition, Filter } from '@bulkhead/contracts/http/filter'

/** Part of a WHERE clause and what is bound in it. */
export interface Clause {
  readonly sql: string
  readonly bindings: readonly SqlStorageValue[]
}

const OPERATORS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/**
 * A filter as SQL over a column of metadata. A field that is absent meets no condition; values of different
 * types are never equal or ordered; text is ordered by code points. Nothing of a filter becomes SQL: fields
 * and values are bound, numbered from `firstBinding`.
 */
export function filterClause(filter: Filter, column: string, firstBinding: number): Clause {
  const bindings: SqlStorageValue[] = []
  const bind = (value: SqlStorageValue) => `?${firstBinding + bindings.push(value) - 1}`
  const conditions = Object.entries(filter).map(([field, condition]) =>
    conditionOn(column, bind(`$."${field}"`), condition, bind),
  )
  return { sql: conditions.length === 0 ? 'TRUE' : conditions.join(' AND '), bindings }
}

/**
 * Metadata is stored as JSON.stringify writes it, so equal values are equal texts, however large or odd they
 * are.
 */
function conditionOn(
  column: string,
  path: string,
  condition: Condition,
  bind: (value: SqlStorageValue) => string,
): string {
  const json = `(${column} -> ${path})`
  if (typeof condition !== 'object') return `${json} = ${bind(JSON.stringify(condition))}`
  if ('in' in condition) {
    const wanted = JSON.stringify(condition.in.map((value) => JSON.stringify(value)))
    return `${json} IN (SELECT value FROM json_each(${bind(wanted)}))`
  }
  const bounds = Object.entries(OPERATORS).flatMap(([name, operator]) => {
    const limit = new Map(Object.entries(condition)).get(name)
    if (limit === undefined) return []
    return [comparison(`${column}, ${path}`, operator, { limit, parameter: bind(JSON.stringify(limit)) })]
  })
  return bounds.join(' AND ')
}

/**
 * The limit is bound as JSON, so that both sides are read by the same rules; large integers are rounded as
 * JavaScript rounds them. One CASE, since forty limits of three conditions each would be too deep a tree for
 * SQLite.
 */
function comparison(
  stored: string,
  operator: string,
  { limit, parameter }: { readonly limit: string | number; readonly parameter: string },
): string {
  const [value, given] = [`json_extract(${stored})`, `json_extract(${parameter}, '$')`]
  return typeof limit === 'string'
    ? `CASE json_type(${stored}) WHEN 'text' THEN ${value} ${operator} ${given} END`
    : `CASE WHEN json_type(${stored}) IN ('integer', 'real') THEN CAST(${value} AS REAL) ${operator} CAST(${given} AS REAL) END`
}
