import { unwrap } from '@bulkhead/contracts/outcome'
import type { RecordKeeper } from '@bulkhead/contracts/record/record-keeper'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Accounts } from '../accounts/accounts.ts'
import { USES_EVERY_MS, USES_TAIL_MS } from '../limits.ts'
import type { NextAlarm } from '../next-alarm.ts'
import { Standings } from '../usage/standing.ts'
import { LastUses } from './last-uses.ts'
import type { TenantCopy } from './tenant-copy.ts'

interface Remembered {
  readonly accounts: Accounts
  readonly copy: TenantCopy
  readonly uses: Map<string, number>
}

interface Setup {
  readonly control: Pick<RecordKeeper, 'lastUsed'>
  readonly log: Log
  readonly alarm: NextAlarm
  /** Runs once the step that asks for it is over. */
  readonly later: (report: () => Promise<void>) => void
  readonly memory: () => Remembered
}

/**
 * Reports to the Registry when keys were last used and where the tenant stands: from memory, without a row, with the
 * end of an answer or with a request that has none. So what the Registry has is older than the last use by
 * {@link USES_EVERY_MS} and the time of an answer at most, a minute as a rule; an alarm only brings the rest.
 */
export class UseReports {
  readonly #setup: Setup
  readonly #lastUses: LastUses
  readonly #standings = new Standings()
  #sentMs = Number.NEGATIVE_INFINITY

  constructor(setup: Setup) {
    this.#setup = setup
    this.#lastUses = new LastUses(() => setup.memory().uses)
  }

  /** Whatever comes after it, the end of an answer or another admission, reports it. */
  note(keyId: string, nowMs: number): void {
    this.#lastUses.note(keyId, nowMs)
  }

  /** Nothing comes after it: it is reported now, or when that is due. */
  noteAlone(tenantId: TenantId, keyId: string, nowMs: number): void {
    this.note(keyId, nowMs)
    this.#reportOrWait(tenantId, nowMs)
  }

  /** An answer has ended, or what was held for it was given back: that is reported now, or when it is due. */
  noteEnded(tenantId: TenantId, nowMs: number): void {
    this.#lastUses.noteEnded()
    this.#reportOrWait(tenantId, nowMs)
  }

  /** The alarm has fired. What is not due yet waits for the next answer, or for the next alarm. */
  lookAgain(nowMs: number): void {
    if (this.#lastUses.isNoted && nowMs < this.#dueMs) this.#wait(nowMs)
  }

  /** Sends what there is, if it is due. A failure is worth a line and no repeat: the next use tells more. */
  async report(tenantId: TenantId, nowMs: number): Promise<void> {
    const { control, log } = this.#setup
    if (nowMs < this.#dueMs || !this.#lastUses.hasNews) return
    const uses = this.#lastUses.take()
    this.#sentMs = nowMs
    try {
      unwrap(await control.lastUsed(tenantId, uses, this.#standing(nowMs)))
    } catch (thrown) {
      log.warn('last uses not reported', { tenantId, count: uses.length }, { thrown })
    }
  }

  #reportOrWait(tenantId: TenantId, nowMs: number): void {
    if (nowMs < this.#dueMs) this.#wait(nowMs)
    else this.#setup.later(() => this.report(tenantId, nowMs))
  }

  /** For whatever comes next, which reports this too, and for no longer than until the alarm. */
  #wait(nowMs: number): void {
    this.#setup.alarm.noLaterThan(nowMs + USES_TAIL_MS)
  }

  /** The Registry hears of one tenant no sooner, epoch ms. */
  get #dueMs(): number {
    return this.#sentMs + USES_EVERY_MS
  }

  #standing(nowMs: number) {
    const { accounts, copy } = this.#setup.memory()
    return copy.tenant && this.#standings.now(accounts, copy.tenant.plan, nowMs)
  }
}
