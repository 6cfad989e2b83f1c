import type { RequestsPage, RequestSummary } from '@bulkhead/contracts/http/admin/requests'

import type { Batch } from './batch-table.ts'
import { summaryOf } from './request-view.ts'
import type { Ended } from './traffic-buckets.ts'

export interface KeptRequest {
  /** Its place among all. */
  readonly seq: number
  readonly atMs: number
  readonly summary: RequestSummary
}

/** More than a batch has lines. */
const PLACES_A_BATCH = 1_000

/** What is asked about the kept requests, in memory and made of their batches: an index on disk is paid for with each of them. */
export class KeptRequests {
  /** Oldest first. */
  readonly #requests = new Map<string, KeptRequest>()
  /** In which batches a request's lines are: those of other Workers come before and after its own. */
  readonly #batches = new Map<string, number[]>()
  /** Whose lines a batch has, oldest batch first. */
  readonly #idsIn = new Map<number, string[]>()

  get size(): number {
    return this.#requests.size
  }

  get oldestMs(): number | undefined {
    const [oldest] = this.#requests.values()
    return oldest?.atMs
  }

  add({ seq, atMs, lines }: Batch): void {
    for (const [at, line] of lines.entries()) {
      const { requestId } = line
      if (requestId === undefined) continue
      this.#place(requestId, seq)
      if (line.message !== 'request') continue
      this.#requests.delete(requestId)
      this.#requests.set(requestId, {
        seq: seq * PLACES_A_BATCH + at,
        atMs,
        summary: summaryOf(requestId, line),
      })
    }
  }

  /** Whatever is older, and the oldest of too many; lines go with their batch. */
  forget(beforeMs: number, most: number, firstBatch: number): void {
    for (const [id, { atMs }] of this.#requests) {
      if (atMs >= beforeMs && this.#requests.size <= most) break
      this.#requests.delete(id)
    }
    for (const [seq, ids] of this.#idsIn) {
      if (seq >= firstBatch) return
      this.#idsIn.delete(seq)
      for (const id of ids) this.#forgetOldestOf(id)
    }
  }

  find(requestId: string): RequestSummary | undefined {
    return this.#requests.get(requestId)?.summary
  }

  batchesOf(requestId: string): readonly number[] {
    return this.#batches.get(requestId) ?? []
  }

  /** Newest first. */
  matching(wanted: Omit<RequestsPage, 'limit' | 'cursor'>): KeptRequest[] {
    const matches = matcherOf(wanted)
    return [...this.#requests.values()].filter(({ summary }) => matches(summary)).reverse()
  }

  /** Requests of tenants. */
  endedSince(fromMs: number, { tenant, route }: Pick<RequestsPage, 'tenant' | 'route'> = {}): Ended[] {
    return this.matching({ api: 'public', tenant, route })
      .filter(({ atMs }) => atMs >= fromMs)
      .map(({ atMs, summary: { status, latencyMs } }) => ({
        atMs,
        status: status ?? null,
        ms: latencyMs ?? null,
      }))
  }

  #place(requestId: string, seq: number): void {
    const batches = this.#batches.get(requestId) ?? []
    if (batches.at(-1) === seq) return
    batches.push(seq)
    this.#batches.set(requestId, batches)
    const ids = this.#idsIn.get(seq)
    if (ids === undefined) this.#idsIn.set(seq, [requestId])
    else ids.push(requestId)
  }

  #forgetOldestOf(requestId: string): void {
    const batches = this.#batches.get(requestId)
    batches?.shift()
    if (batches?.length === 0) this.#batches.delete(requestId)
  }
}

function matcherOf({
  tenant,
  route,
  api,
  requestId,
  traceId,
  status,
}: Omit<RequestsPage, 'limit' | 'cursor'>) {
  const wanted: readonly (readonly [string | undefined, (summary: RequestSummary) => string | undefined])[] =
    [
      [tenant, ({ tenantId }) => tenantId],
      [route, (summary) => summary.route],
      [api, (summary) => (summary.route?.startsWith('/admin/') === true ? 'admin' : 'public')],
      [requestId, (summary) => summary.requestId],
      [traceId, (summary) => summary.traceId],
    ]
  const used = wanted.filter(([value]) => value !== undefined)
  const hasStatus = statusMatcher(status)
  return (summary: RequestSummary) =>
    used.every(([value, of]) => of(summary) === value) && hasStatus(summary.status)
}

/** `5xx` is 500 to 599. */
function statusMatcher(wanted: string | undefined): (status: number | undefined) => boolean {
  if (wanted === undefined) return () => true
  if (!wanted.endsWith('xx')) return (status) => status === Number(wanted)
  return (status) => status !== undefined && String(status).startsWith(wanted.charAt(0))
}
