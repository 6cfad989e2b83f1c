import type { Settlement } from '@bulkhead/contracts/rate-limit'
import { Log } from '@bulkhead/logging/log'

import { QUIET_MS } from '../limits.ts'
import { remember, type Memory } from '../memory.ts'
import type { Plan } from '../plan.ts'
import { flush, isStored, secure } from '../quiet/flush.ts'
import { settle } from '../settling/settle.ts'
import { contextOf, settlementOf } from './fixtures.ts'

const LOG = new Log('test', { LOG_LEVEL: 'error' })
const MOST = { tokens: 450, nanoDollars: undefined }
const START_MS = Date.UTC(2026, 10, 24, 12)
const COLLECT_MS = 250

/** How requests come: one `everyMs`, each answered after `answerMs`. */
export interface Traffic {
  readonly everyMs: number
  readonly answerMs: number
  readonly requests: number
}

/** A home object's steps over storage that counts the rows that are billed, with settlements collected as isolates do it. */
export class CountedHome {
  readonly #memory: Memory
  readonly #plan: Plan
  readonly #cursors: { readonly rowsWritten: number }[] = []
  readonly #running: { readonly endsMs: number; readonly settlement: Settlement }[] = []
  #collected: { readonly dueMs: number; readonly settlements: Settlement[] } | undefined
  #asked = 0
  #batches = 0
  #changedMs = 0
  #isStored = true

  constructor(storage: DurableObjectStorage, plan: Plan) {
    const exec = <T extends Record<string, SqlStorageValue>>(query: string, ...values: unknown[]) => {
      const cursor = storage.sql.exec<T>(query, ...values)
      this.#cursors.push(cursor)
      return cursor
    }
    const transactionSync = <T>(write: () => T) => storage.transactionSync(write)
    this.#memory = remember({ sql: { exec }, transactionSync })
    this.#plan = plan
  }

  /** Plays the traffic and says how many rows a request took. */
  rowsPerRequest(traffic: Traffic): number {
    const before = this.#rowsWritten()
    let ms = 0
    while (this.#asked < traffic.requests || this.#running.length > 0 || this.#collected !== undefined) {
      this.#tick(ms, traffic)
      ms += 1
    }
    return (this.#rowsWritten() - before) / traffic.requests
  }

  #tick(ms: number, { everyMs, answerMs, requests }: Traffic): void {
    if (this.#asked < requests && this.#asked * everyMs <= ms) this.#admit(ms, answerMs)
    while (this.#running[0] !== undefined && this.#running[0].endsMs <= ms) this.#collect(ms)
    if (this.#collected !== undefined && this.#collected.dueMs <= ms) this.#settle(ms)
    const quietMs = ms - this.#changedMs
    if (this.#isStored || quietMs === 0 || quietMs % QUIET_MS > 0) return
    this.#isStored = flush(this.#memory, { quietMs, nowMs: START_MS + ms })
    this.#memory.accounts.save()
  }

  #admit(ms: number, answerMs: number): void {
    const reservationId = `res_${(this.#asked += 1)}`
    const ctx = contextOf('acme', { reservationId })
    const who = { plan: this.#plan, key: undefined }
    const outcome = this.#memory.admissions.admit(ctx, MOST, who, START_MS + ms)
    if (!outcome.ok) throw new Error(outcome.code)
    this.#running.push({ endsMs: ms + answerMs, settlement: settlementOf(reservationId) })
    this.#changed(ms)
  }

  #collect(ms: number): void {
    this.#collected ??= { dueMs: ms + COLLECT_MS, settlements: [] }
    for (const { settlement } of this.#running.splice(0, 1)) this.#collected.settlements.push(settlement)
  }

  #settle(ms: number): void {
    const { settlements = [] } = this.#collected ?? {}
    this.#collected = undefined
    const name = { sender: 'isolate', sequence: (this.#batches += 1) }
    const { accounts, leasing } = this.#memory
    const settling = { leasing, prices: {}, log: LOG, nowMs: START_MS + ms }
    settle(accounts, { settlements, name }, settling)
    this.#changed(ms)
  }

  #changed(ms: number): void {
    secure(this.#memory, START_MS + ms)
    this.#memory.accounts.save()
    this.#changedMs = ms
    this.#isStored = isStored(this.#memory, START_MS + ms)
  }

  #rowsWritten(): number {
    return this.#cursors.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0)
  }
}
