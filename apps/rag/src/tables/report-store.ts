import type { DocumentReport, FailedDocument } from '@bulkhead/contracts/record/document-report'

import { FAILURES_PER_REPORT, REPORT_EVERY_MS } from '../limits.ts'
import type { DocumentStore } from './document-store.ts'

/** What the Registry has heard last. */
interface Told {
  readonly documents: number
  readonly failed: number
  /** Failures until then have been reported. */
  readonly untilMs: number
}

type FailedRow = { document_id: string; number: number; error_code: string | null; updated_ms: number }

const NOTHING: Told = { documents: 0, failed: 0, untilMs: 0 }

/** When the Registry is to hear of the documents, and what it has not heard yet. */
export class ReportStore {
  readonly #kv: DurableObjectStorage['kv']
  readonly #sql: SqlStorage
  readonly #documents: DocumentStore
  #dueMs: number | undefined
  /** Whether what an earlier life of the object has left unreported is still to be looked at. */
  #isUnknown = true

  constructor({ kv, sql }: DurableObjectStorage, documents: DocumentStore) {
    this.#kv = kv
    this.#sql = sql
    this.#documents = documents
  }

  /** Something may have changed. */
  touch(nowMs: number): void {
    this.#dueMs ??= nowMs + REPORT_EVERY_MS
  }

  nextDueMs(): number | undefined {
    return this.#dueMs
  }

  /** What to report now; undefined when nothing is due or new. */
  take(nowMs: number): DocumentReport | undefined {
    if (!this.#isUnknown && (this.#dueMs ?? Infinity) > nowMs) return undefined
    this.#isUnknown = false
    this.#dueMs = undefined
    const told = this.#told()
    const failures = this.#failedSince(told.untilMs)
    const documents = this.#documents.count()
    const failed = this.#failed()
    const isNew = failures.length > 0 || documents !== told.documents || failed !== told.failed
    return isNew ? { documents, failed, failures } : undefined
  }

  /** The Registry has heard it. Failures at the same moment as the last one may be reported twice. */
  markTold({ documents, failed, failures }: DocumentReport): void {
    const last = failures.at(-1)?.failedAtMs
    const isAll = failures.length < FAILURES_PER_REPORT
    const untilMs = last === undefined ? this.#told().untilMs : isAll ? last : last - 1
    this.#kv.put('told', { documents, failed, untilMs } satisfies Told)
    if (!isAll) this.touch(0)
  }

  #failed(): number {
    return this.#sql
      .exec<{ n: number }>(
        `SELECT count(*) AS n FROM version v JOIN document d ON d.id = v.document_id AND d.newest = v.key
         WHERE v.status <> 'indexed' AND v.status = 'failed'`,
      )
      .one().n
  }

  #failedSince(ms: number): FailedDocument[] {
    return this.#sql
      .exec<FailedRow>(
        `SELECT document_id, number, error_code, updated_ms FROM version
         WHERE status <> 'indexed' AND status = 'failed' AND updated_ms > ? ORDER BY updated_ms LIMIT ?`,
        ms,
        FAILURES_PER_REPORT,
      )
      .toArray()
      .map((row) => ({
        documentId: row.document_id,
        version: row.number,
        code: row.error_code ?? 'unknown',
        failedAtMs: row.updated_ms,
      }))
  }

  #told(): Told {
    return this.#kv.get<Told>('told') ?? NOTHING
  }
}
