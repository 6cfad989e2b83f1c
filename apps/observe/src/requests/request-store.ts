import type { Traffic } from '@bulkhead/contracts/http/admin/figures'
import type {
  RequestSummary,
  RequestTrace,
  RequestsPage,
  TrafficAsk,
  TrafficSeries,
} from '@bulkhead/contracts/http/admin/requests'
import type { KeptRequests } from '@bulkhead/contracts/observe'
import { accept, refuse, type Outcome } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { Log, type LogSettings } from '@bulkhead/logging/log'
import { migrate } from '@bulkhead/worker/migrate'
// oxlint-disable-next-line no-restricted-imports -- of the deployment: it has no tenant
import { DurableObject } from 'cloudflare:workers'

import { MAX_REQUESTS, MAX_WAITING_LINES, REQUESTS_KEPT_MS } from '../limits.ts'
import type { KeptLine, RequestKeeper } from '../request-keeper.ts'
import { MIGRATIONS } from './migrations.ts'
import { RequestTable } from './request-table.ts'
import { summaryOf, traceOf } from './request-view.ts'
import { TrafficTable } from './traffic-table.ts'

const HOUR_MS = 3_600_000

/**
 * The newest requests and their lines, a day at most: metadata only, since a line has no field for content.
 * Losing it costs an operator a look back and nobody anything else, so nothing is retried.
 */
export class RequestStore extends DurableObject<LogSettings> implements RequestKeeper {
  readonly #table: RequestTable
  readonly #traffic: TrafficTable

  constructor(ctx: DurableObjectState, env: LogSettings) {
    super(ctx, env)
    migrate(ctx.storage, MIGRATIONS, new Log('observe/request-store', env))
    this.#table = new RequestTable(ctx.storage.sql)
    this.#traffic = new TrafficTable(ctx.storage.sql)
  }

  async record(lines: readonly KeptLine[], leftOut = 0): Promise<void> {
    const nowMs = Date.now()
    this.ctx.storage.transactionSync(() => {
      for (const line of lines) {
        const { requestId } = line
        if (requestId === undefined) continue
        this.#table.addLine(requestId, line, nowMs)
        if (line.message === 'request') this.#table.addRequest(summaryOf(requestId, line), nowMs)
      }
      this.#traffic.leaveOut(leftOut, nowMs)
      this.#traffic.forget(nowMs - REQUESTS_KEPT_MS)
      this.#table.forget(nowMs - REQUESTS_KEPT_MS, MAX_REQUESTS)
    })
  }

  async list(page: RequestsPage): Promise<Outcome<KeptRequests>> {
    const retention = {
      hours: REQUESTS_KEPT_MS / HOUR_MS,
      requests: MAX_REQUESTS,
      perSecond: MAX_WAITING_LINES,
    }
    try {
      return accept({ ...this.#table.list(page), retention })
    } catch (thrown) {
      return refuse(BulkheadError.from(thrown))
    }
  }

  async traffic(): Promise<Outcome<Traffic>> {
    return accept(this.#traffic.now(Date.now()))
  }

  async trafficSeries(ask: TrafficAsk): Promise<Outcome<TrafficSeries>> {
    return accept(this.#traffic.series(ask, Date.now()))
  }

  async find(requestId: string): Promise<Outcome<RequestTrace>> {
    const lines = this.#table.linesOf(requestId)
    const summary: RequestSummary | undefined = this.#table.find(requestId)
    if (summary === undefined && lines.length === 0) return refuse(new BulkheadError('not_found'))
    return accept(traceOf(requestId, summary, lines))
  }
}
