import type { Traffic } from '@bulkhead/contracts/http/admin/figures'
import type { TrafficAsk, TrafficSeries } from '@bulkhead/contracts/http/admin/requests'

import { MAX_REQUESTS, REQUESTS_KEPT_MS } from '../limits.ts'
import type { KeptRequests } from './kept-requests.ts'
import { bucketsOf, quantile } from './traffic-buckets.ts'

/** What the kept requests of tenants come to, and how many more there were. */
export class TrafficTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  leaveOut(requests: number, nowMs: number): void {
    if (requests === 0) return
    this.#sql.exec(
      `INSERT INTO left_out (minute, requests) VALUES (?, ?)
       ON CONFLICT (minute) DO UPDATE SET requests = requests + excluded.requests`,
      Math.floor(nowMs / MINUTE_MS),
      requests,
    )
  }

  forget(beforeMs: number): void {
    this.#sql.exec('DELETE FROM left_out WHERE minute < ?', Math.floor(beforeMs / MINUTE_MS))
  }

  /** Of the last minutes. */
  now(kept: KeptRequests, nowMs: number): Traffic {
    const ended = kept.endedSince(nowMs - NOW_MS)
    const times = ended.flatMap(({ ms }) => ms ?? []).toSorted((a, b) => a - b)
    return {
      seconds: NOW_MS / 1_000,
      requests: ended.length,
      failed: ended.filter(({ status }) => (status ?? 0) >= 500).length,
      p50Ms: quantile(times, 0.5),
      p95Ms: quantile(times, 0.95),
    }
  }

  series(kept: KeptRequests, { step, tenant, route }: TrafficAsk, nowMs: number): TrafficSeries {
    const stepMs = STEP_MS[step]
    const fromMs = (Math.floor(nowMs / stepMs) - STEPS + 1) * stepMs
    const buckets = bucketsOf(
      { ended: kept.endedSince(fromMs, { tenant, route }), leftOut: this.#leftOutSince(fromMs) },
      { fromMs, stepMs, steps: STEPS },
    )
    return {
      stepSeconds: stepMs / 1_000,
      from: new Date(fromMs).toISOString(),
      to: new Date(nowMs).toISOString(),
      keptSince: new Date(keptSinceMs(kept, nowMs)).toISOString(),
      buckets,
    }
  }

  #leftOutSince(fromMs: number) {
    return this.#sql
      .exec<{ minute: number; requests: number }>(
        'SELECT minute, requests FROM left_out WHERE minute >= ?',
        Math.floor(fromMs / MINUTE_MS),
      )
      .toArray()
      .map(({ minute, requests }) => ({ atMs: minute * MINUTE_MS, requests }))
  }
}

/** A day ago; the oldest request where there were more than are kept. */
function keptSinceMs(kept: KeptRequests, nowMs: number): number {
  const oldestMs = kept.size >= MAX_REQUESTS ? kept.oldestMs : undefined
  return Math.max(nowMs - REQUESTS_KEPT_MS, oldestMs ?? 0)
}

const MINUTE_MS = 60_000
/** An operator wants to know what is going on now. */
const NOW_MS = 300_000
const STEPS = 24
const STEP_MS = { '1h': 3_600_000, '5m': 300_000 } as const
