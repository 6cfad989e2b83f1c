import { AuditEvent, auditSpan, type AuditPage } from '@bulkhead/contracts/http/admin/audit-events'
import * as z from 'zod/mini'

import { auditSpanOf } from '../audit/audit-span.ts'
import { linkHash, NO_HASH } from '../audit/link-hash.ts'

/** What an event says; its hashes say where in the chain it is. */
const Body = z.omit(AuditEvent, { prevHash: true, hash: true })
export type AuditBody = z.infer<typeof Body>

export interface AuditRow {
  readonly seq: number
  readonly event: AuditEvent
}

export interface Verdict {
  readonly valid: boolean
  readonly events: number
  readonly hash: string
  readonly brokenAt?: string
}

interface Columns extends Record<string, SqlStorageValue> {
  seq: number
  body: string
  prev_hash: string
  hash: string
}

const VERIFY_AT_ONCE = 1_000

/** Everything that was done. Rows are only ever added, and `occurred_ms` never falls, so that times find places. */
export class AuditTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Adds the event behind the last one. */
  append(body: AuditBody): void {
    const text = JSON.stringify(body)
    const { hash: prevHash, occurred_ms: lastMs } = this.#last()
    const { seq } = this.#sql
      .exec<{ seq: number }>(
        `INSERT INTO audit (occurred_ms, action, actor, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?)
         RETURNING seq`,
        Math.max(Date.parse(body.occurredAt), lastMs),
        body.action,
        body.actor.id,
        text,
        prevHash,
        linkHash(prevHash, text),
      )
      .one()
    for (const target of new Set(body.targets.map(({ id }) => id))) {
      this.#sql.exec('INSERT INTO audit_target (target, seq) VALUES (?, ?)', target, seq)
    }
  }

  /** Newest first, before the place `seq`. */
  before(seq: number, count: number, { actor, action, target, ...span }: Partial<AuditPage>): AuditRow[] {
    const { from, before } = auditSpanOf(this.#sql, auditSpan(span))
    const wanted: readonly (readonly [string, SqlStorageValue | undefined])[] = [
      ['actor = ?', actor],
      ['action = ?', action],
      ['seq >= ?', from],
      ['seq IN (SELECT seq FROM audit_target WHERE target = ?)', target],
    ]
    const used = wanted.flatMap(([clause, value]) => (value === undefined ? [] : [{ clause, value }]))
    const where = ['seq < ?', ...used.map(({ clause }) => clause)].join(' AND ')
    return this.#sql
      .exec<Columns>(
        `SELECT seq, body, prev_hash, hash FROM audit WHERE ${where} ORDER BY seq DESC LIMIT ?`,
        Math.min(seq, before),
        ...used.map(({ value }) => value),
        count,
      )
      .toArray()
      .map((row) => ({ seq: row.seq, event: eventOf(row) }))
  }

  /** Walks the whole chain. A row that was changed, removed or put in between breaks it. */
  verify(): Verdict {
    let seq = 0
    let events = 0
    let hash = NO_HASH
    for (;;) {
      const rows = this.#sql
        .exec<Columns>(
          'SELECT seq, body, prev_hash, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?',
          seq,
          VERIFY_AT_ONCE,
        )
        .toArray()
      for (const row of rows) {
        const follows = row.prev_hash === hash && row.hash === linkHash(hash, row.body)
        if (!follows) return { valid: false, events, hash, brokenAt: eventOf(row).id }
        events += 1
        ;({ seq, hash } = row)
      }
      if (rows.length < VERIFY_AT_ONCE) return { valid: true, events, hash }
    }
  }

  #last(): { readonly hash: string; readonly occurred_ms: number } {
    const [row] = this.#sql
      .exec<{ hash: string; occurred_ms: number }>(
        'SELECT hash, occurred_ms FROM audit ORDER BY seq DESC LIMIT 1',
      )
      .toArray()
    return row ?? { hash: NO_HASH, occurred_ms: 0 }
  }
}

function eventOf({ body, prev_hash: prevHash, hash }: Columns): AuditEvent {
  return { ...Body.parse(JSON.parse(body)), prevHash, hash }
}
