import { Log, type LogSettings } from '@bulkhead/logging/log'
import { migrate } from '@bulkhead/worker/migrate'
// oxlint-disable-next-line no-restricted-imports -- of the deployment: it has no tenant
import { DurableObject } from 'cloudflare:workers'

import { GAUGE_WINDOW_MS, PERSIST_AFTER_MS } from '../limits.ts'
import { MIGRATIONS } from './migrations.ts'
import { prometheusText } from './prometheus-text.ts'
import { SeriesSet, type Sample } from './series-set.ts'
import { SeriesStore } from './series-store.ts'

/**
 * Keeps the series in memory and on disk by an alarm, at most `PERSIST_AFTER_MS` behind: a crash forgets that
 * much, and a counter that went back is what Prometheus expects of a restart. It holds no tenant's data, and
 * counting its own calls would never end: so its methods run in no boundary.
 */
export class MetricStore extends DurableObject<LogSettings> {
  readonly #store: SeriesStore
  readonly #series = new SeriesSet()
  #isAlarmSet = false
  #windowEndsMs = Date.now() + GAUGE_WINDOW_MS

  constructor(ctx: DurableObjectState, env: LogSettings) {
    super(ctx, env)
    migrate(ctx.storage, MIGRATIONS, new Log('observe/metric-store', env))
    this.#store = new SeriesStore(ctx.storage.sql)
    this.#series.merge(this.#store.load())
    this.#series.changes()
    this.#adoptOlder()
  }

  async record(samples: readonly Sample[]): Promise<void> {
    this.#series.merge(samples)
    if (this.#isAlarmSet) return
    this.#isAlarmSet = true
    await this.ctx.storage.setAlarm(Date.now() + PERSIST_AFTER_MS)
  }

  async text(): Promise<string> {
    return prometheusText(this.#series.all())
  }

  /** Safe to run twice: a row holds the whole of its series. */
  override alarm(): void {
    this.#isAlarmSet = false
    this.#turnWindow(Date.now())
    this.ctx.storage.transactionSync(() => this.#store.save(this.#series.changes()))
  }

  #adoptOlder(): void {
    const older = this.#store.loadOlder()
    if (older.length === 0) return
    this.#series.merge(older)
    this.ctx.storage.transactionSync(() => {
      this.#store.save(this.#series.changes())
      this.#store.forgetOlder()
    })
  }

  #turnWindow(nowMs: number): void {
    if (nowMs < this.#windowEndsMs) return
    this.#windowEndsMs = nowMs + GAUGE_WINDOW_MS
    this.#series.turnWindow()
  }
}
