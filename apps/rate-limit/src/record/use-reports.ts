import { unwrap } from '@bulkhead/contracts/outcome'
import type { RecordKeeper } from '@bulkhead/contracts/record/record-keeper'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Accounts } from '../accounts/accounts.ts'
import { USES_EVERY_MS, USES_LOOK_MS } from '../limits.ts'
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

/** Reports to the Registry when keys were last used and where the tenant stands: from memory, without a row. */
export class UseReports {
  readonly #setup: Setup
  readonly #lastUses: LastUses
  readonly #standings = new Standings()
  #sentMs = Number.NEGATIVE_INFINITY

  constructor(setup: Setup) {
    this.#setup = setup
    this.#lastUses = new LastUses(() => setup.memory().uses)
  }

  /** Of what holds tokens, the end is reported; for anything else an alarm is set. */
  note(keyId: string, { holdsTokens }: { readonly holdsTokens: boolean }, nowMs: number): void {
    this.#lastUses.note(keyId, nowMs)
    if (!holdsTokens) this.#setup.alarm.noLaterThan(Math.max(nowMs + USES_LOOK_MS, this.#dueMs))
  }

  /** An answer has ended, or what was held for it was given back: that is reported now, or when it is due. */
  noteEnded(tenantId: TenantId, nowMs: number): void {
    this.#lastUses.noteEnded()
    if (nowMs < this.#dueMs) this.#setup.alarm.noLaterThan(this.#dueMs)
    else this.#setup.later(() => this.report(tenantId, nowMs))
  }

  /** The alarm has fired. As long as there is something to report it is set again, so that no request sets it. */
  lookAgain(nowMs: number): void {
    if (this.#lastUses.isNoted) this.#setup.alarm.noLaterThan(nowMs + USES_EVERY_MS)
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

  /** The Registry hears of one tenant no sooner, epoch ms. */
  get #dueMs(): number {
    return this.#sentMs + USES_EVERY_MS
  }

  #standing(nowMs: number) {
    const { accounts, copy } = this.#setup.memory()
    return copy.tenant && this.#standings.now(accounts, copy.tenant.plan, nowMs)
  }
}
