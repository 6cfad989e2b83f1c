import type { Log } from '@bulkhead/logging/log'

import type { NightlyBackup } from '../backup/nightly-backup.ts'
import type { Tables } from '../desk/tables.ts'
import type { World } from '../desk/world.ts'
import { endConsoleKeys, forgetConsoleKeys } from '../keys/console-key.ts'
import {
  ALARM_RETRY_MS,
  ALERTS_KEPT_MS,
  DELIVERIES_KEPT_MS,
  EXPIRY_NOTICE_MS,
  PUSHES_PER_ALARM,
  THRESHOLDS_KEPT_MS,
  USAGE_BUCKETS_KEPT_MS,
} from '../limits.ts'
import type { Pusher } from '../propagation/pusher.ts'
import { Deliverer } from '../webhooks/deliver.ts'
import { tellExpiring } from '../webhooks/tell-expiring.ts'

interface Setup {
  readonly tables: Tables
  readonly world: World
  readonly log: Log
  readonly pusher: Pusher
  readonly storage: DurableObjectStorage
  readonly backup: NightlyBackup
}

/** What the Registry does by the clock. What is due is in the tables, so a crash forgets none of it. */
export class AlarmWork {
  readonly #setup: Setup
  readonly #deliverer: Deliverer

  constructor(setup: Setup) {
    this.#setup = setup
    this.#deliverer = new Deliverer(setup)
  }

  /** Never throws: what failed is due again, and the next alarm is set in any case. */
  async run(): Promise<void> {
    const { log, storage } = this.#setup
    try {
      await this.#work(Date.now())
      await this.schedule()
    } catch (thrown) {
      log.error('alarm failed', { durableObjectClass: 'Registry' }, { thrown })
      await storage.setAlarm(Date.now() + ALARM_RETRY_MS)
    }
  }

  /** Sets the alarm to what is due first. In one step with the writes before it. */
  async schedule(): Promise<void> {
    const { tables, storage, backup } = this.#setup
    const expiryMs = tables.keys.nextExpiryMs()
    const next = [
      tables.outbox.nextMs(),
      this.#deliverer.nextMs(),
      tables.idempotency.nextExpiryMs(),
      tables.shortLived.nextExpiryMs(),
      tables.sessions.nextExpiryMs(),
      backup.nextMs(Date.now()),
      tables.consoleKeys.nextExpiryMs(),
      expiryMs === undefined ? undefined : expiryMs - EXPIRY_NOTICE_MS,
    ].filter((ms) => ms !== undefined)
    if (next.length > 0) await storage.setAlarm(Math.max(Date.now(), Math.min(...next)))
  }

  async #work(nowMs: number): Promise<void> {
    const { tables, log, pusher, storage, backup } = this.#setup
    storage.transactionSync(() => {
      tellExpiring(tables, nowMs)
      tables.idempotency.expire(nowMs)
      tables.shortLived.expire(nowMs, nowMs - THRESHOLDS_KEPT_MS)
      tables.sessions.expire(nowMs)
      endConsoleKeys(tables, nowMs)
      tables.usageBuckets.forgetBefore(nowMs - USAGE_BUCKETS_KEPT_MS)
      tables.alerts.forgetBefore(nowMs - ALERTS_KEPT_MS)
      tables.deliveries.forgetBefore(nowMs - DELIVERIES_KEPT_MS)
    })
    // A receiver that hangs must not keep a revocation waiting: nothing waits for deliveries.
    void this.#deliverer
      .sendDue(nowMs)
      .then(() => this.schedule())
      .catch((thrown: unknown) => log.error('deliveries failed', {}, { thrown }))
    void backup
      .run(nowMs)
      .then(() => this.schedule())
      .catch((thrown: unknown) => log.error('backup not scheduled', {}, { thrown }))
    await pusher.pushAll(tables.outbox.due(nowMs, PUSHES_PER_ALARM))
    storage.transactionSync(() => forgetConsoleKeys(tables, nowMs))
  }
}
