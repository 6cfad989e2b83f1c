import type { Traffic } from '@bulkhead/contracts/http/admin/figures'
import type {
  RequestSummary,
  RequestTrace,
  RequestsPage,
  TrafficAsk,
  TrafficSeries,
} from '@bulkhead/contracts/http/admin/requests'
import type { Page } from '@bulkhead/contracts/http/lists'
import type { KeptRequests as KeptRequestsPage } from '@bulkhead/contracts/observe'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log, type LogSettings } from '@bulkhead/logging/log'
import { migrate } from '@bulkhead/worker/migrate'
import { readPage } from '@bulkhead/worker/paging'
// oxlint-disable-next-line no-restricted-imports -- of the deployment: it has no tenant
import { DurableObject } from 'cloudflare:workers'

import { MAX_REQUESTS, MAX_WAITING_LINES, REQUESTS_KEPT_MS } from '../limits.ts'
import type { LogLine } from '../log-line.ts'
import type { KeptLine, RequestKeeper } from '../request-keeper.ts'
import { adoptLines } from './adopt-lines.ts'
import { BatchTable } from './batch-table.ts'
import { KeptRequests } from './kept-requests.ts'
import { MIGRATIONS } from './migrations.ts'
import { modelUseOf } from './model-use.ts'
import { traceOf } from './request-view.ts'
import { TrafficTable } from './traffic-table.ts'

const HOUR_MS = 3_600_000

/**
 * The newest requests and their lines, a day at most: metadata only, since a line has no field for content.
 * Losing it costs an operator a look back and nobody anything else, so nothing is retried.
 */
export class RequestStore extends DurableObject<LogSettings> implements RequestKeeper {
  #batches: BatchTable
  readonly #traffic: TrafficTable
  /** Filled when somebody looks: most objects only write. */
  #kept: KeptRequests | undefined

  constructor(ctx: DurableObjectState, env: LogSettings) {
    super(ctx, env)
    const log = new Log('observe/request-store', env)
    migrate(ctx.storage, MIGRATIONS, log)
    adoptLines(ctx.storage, log)
    this.#batches = new BatchTable(ctx.storage.sql)
    this.#traffic = new TrafficTable(ctx.storage.sql)
  }

  async record(lines: readonly KeptLine[], leftOut = 0): Promise<void> {
    const { storage } = this.ctx
    try {
      storage.transactionSync(() => this.#record(lines, leftOut, Date.now()))
    } catch (thrown) {
      // What is in memory counts rows that were rolled back.
      this.#kept = undefined
      this.#batches = new BatchTable(storage.sql)
      throw thrown
    }
  }

  async list(page: RequestsPage): Promise<Outcome<KeptRequestsPage>> {
    const retention = {
      hours: REQUESTS_KEPT_MS / HOUR_MS,
      requests: MAX_REQUESTS,
      perSecond: MAX_WAITING_LINES,
    }
    try {
      return accept({ ...this.#pageOf(page), retention })
    } catch (thrown) {
      return refuse(BulkheadError.from(thrown))
    }
  }

  async traffic(): Promise<Outcome<Traffic>> {
    return accept(this.#traffic.now(this.#all(), Date.now()))
  }

  async trafficSeries(ask: TrafficAsk): Promise<Outcome<TrafficSeries>> {
    return accept(this.#traffic.series(this.#all(), ask, Date.now()))
  }

  async find(requestId: string): Promise<Outcome<RequestTrace>> {
    const summary = this.#all().find(requestId)
    const lines = this.#reader()(requestId)
    if (summary === undefined && lines.length === 0) return refuse(new BulkheadError('not_found'))
    return accept(traceOf(requestId, summary && { ...summary, ...modelUseOf(lines) }, lines))
  }

  #record(lines: readonly KeptLine[], leftOut: number, nowMs: number): void {
    const added = this.#batches.add(lines, nowMs)
    this.#traffic.leaveOut(leftOut, nowMs)
    this.#traffic.forget(nowMs - REQUESTS_KEPT_MS)
    this.#batches.forget(nowMs - REQUESTS_KEPT_MS, MAX_REQUESTS)
    for (const batch of added) this.#kept?.add(batch)
    this.#forget(nowMs)
  }

  #pageOf({ limit, cursor, ...wanted }: RequestsPage): Page<RequestSummary> {
    const found = this.#all().matching(wanted)
    const linesOf = this.#reader()
    return readPage(
      { limit, cursor },
      {
        from: Number.MAX_SAFE_INTEGER,
        rows: (before, count) => {
          const start = found.findIndex(({ seq }) => seq < before)
          return start === -1 ? [] : found.slice(start, start + count)
        },
        show: ({ summary }) => ({ ...summary, ...modelUseOf(linesOf(summary.requestId)) }),
      },
    )
  }

  /** The lines of one request after another, each batch read once. */
  #reader(): (requestId: string) => LogLine[] {
    const read = new Map<number, Map<string | undefined, LogLine[]>>()
    const batch = (seq: number) => {
      const known = read.get(seq) ?? Map.groupBy(this.#batches.linesOf(seq), ({ requestId }) => requestId)
      read.set(seq, known)
      return known
    }
    return (requestId) =>
      this.#all()
        .batchesOf(requestId)
        .flatMap((seq) => batch(seq).get(requestId) ?? [])
  }

  #all(): KeptRequests {
    if (this.#kept !== undefined) return this.#kept
    const kept = new KeptRequests()
    for (const batch of this.#batches.all()) kept.add(batch)
    this.#kept = kept
    this.#forget(Date.now())
    return kept
  }

  #forget(nowMs: number): void {
    this.#kept?.forget(nowMs - REQUESTS_KEPT_MS, MAX_REQUESTS, this.#batches.firstSeq)
  }
}
