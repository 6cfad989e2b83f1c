import { RequestSummary, type RequestsPage } from '@bulkhead/contracts/http/admin/requests'
import type { Page } from '@bulkhead/contracts/http/lists'
import { readPage } from '@bulkhead/worker/paging'

import { parseLogLine, type LogLine } from '../log-line.ts'
import type { KeptLine } from '../request-keeper.ts'
import { modelUseOf } from './model-use.ts'

/** Requests and their lines. */
export class RequestTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  addRequest(summary: RequestSummary, nowMs: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO request (id, at_ms, tenant_id, route, status, summary) VALUES (?, ?, ?, ?, ?, ?)',
      summary.requestId,
      nowMs,
      summary.tenantId ?? null,
      summary.route ?? null,
      summary.status ?? null,
      JSON.stringify(summary),
    )
  }

  addLine(requestId: string, line: KeptLine, nowMs: number): void {
    this.#sql.exec(
      'INSERT INTO line (request_id, at_ms, body) VALUES (?, ?, ?)',
      requestId,
      nowMs,
      JSON.stringify(line),
    )
  }

  /** Newest first. */
  list({
    limit,
    cursor,
    tenant,
    route,
    requestId,
    traceId,
    status,
    api,
  }: RequestsPage): Page<RequestSummary> {
    const [from, to] = rangeOf(status)
    const [admin, others] = api === 'admin' ? [ADMIN, undefined] : [undefined, api && ADMIN]
    const wanted: readonly (readonly [string, SqlStorageValue | undefined])[] = [
      ['tenant_id = ?', tenant],
      ['route = ?', route],
      ['id = ?', requestId],
      ["json_extract(summary, '$.traceId') = ?", traceId],
      ['route LIKE ?', admin],
      ["coalesce(route, '') NOT LIKE ?", others],
      ['status >= ?', from],
      ['status <= ?', to],
    ]
    const used = wanted.flatMap(([clause, value]) => (value === undefined ? [] : [{ clause, value }]))
    const where = ['seq < ?', ...used.map(({ clause }) => clause)].join(' AND ')
    const rows = (before: number, count: number) =>
      this.#sql
        .exec<{ seq: number; summary: string }>(
          `SELECT seq, summary FROM request WHERE ${where} ORDER BY seq DESC LIMIT ?`,
          before,
          ...used.map(({ value }) => value),
          count,
        )
        .toArray()
    const show = ({ summary }: { readonly summary: string }) => this.#shown(summary)
    return readPage({ limit, cursor }, { from: Number.MAX_SAFE_INTEGER, rows, show })
  }

  find(requestId: string): RequestSummary | undefined {
    const [row] = this.#sql
      .exec<{ summary: string }>('SELECT summary FROM request WHERE id = ?', requestId)
      .toArray()
    return row === undefined ? undefined : this.#shown(row.summary)
  }

  /** Lines of other Workers come before and after the request's own, so what they add is looked up each time. */
  #shown(text: string): RequestSummary {
    const summary = RequestSummary.parse(JSON.parse(text))
    return { ...summary, ...modelUseOf(this.linesOf(summary.requestId)) }
  }

  linesOf(requestId: string): LogLine[] {
    return this.#sql
      .exec<{ body: string }>('SELECT body FROM line WHERE request_id = ? ORDER BY seq', requestId)
      .toArray()
      .flatMap(({ body }) => parseLogLine(body) ?? [])
  }

  /** Whatever is older, and the oldest of too many. */
  forget(beforeMs: number, most: number): void {
    const { newest } = this.#sql
      .exec<{ newest: number | null }>('SELECT max(seq) AS newest FROM request')
      .one()
    this.#sql.exec('DELETE FROM request WHERE at_ms < ? OR seq <= ?', beforeMs, (newest ?? 0) - most)
    const { oldest } = this.#sql
      .exec<{ oldest: number | null }>('SELECT min(at_ms) AS oldest FROM request')
      .one()
    // Lines may come before their request's own.
    const linesBefore = oldest === null ? beforeMs : Math.max(beforeMs, oldest - LINES_BEFORE_MS)
    this.#sql.exec('DELETE FROM line WHERE at_ms < ?', linesBefore)
  }
}

const LINES_BEFORE_MS = 600_000
const ADMIN = '/admin/%'

/** `5xx` is 500 to 599. */
function rangeOf(status: string | undefined): [from: number | undefined, to: number | undefined] {
  if (status === undefined) return [undefined, undefined]
  if (!status.endsWith('xx')) return [Number(status), Number(status)]
  const first = Number(status.charAt(0)) * 100
  return [first, first + 99]
}
