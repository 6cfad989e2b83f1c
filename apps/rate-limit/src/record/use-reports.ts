import { unwrap } from '@bulkhead/contracts/outcome'
import type { RecordKeeper } from '@bulkhead/contracts/record/record-keeper'
import type { Log } from '@bulkhead/logging/log'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Accounts } from '../accounts/accounts.ts'
import { USES_EVERY_MS } from '../limits.ts'
import { Standings } from '../usage/standing.ts'
import { LastUses } from './last-uses.ts'
import type { TenantCopy } from './tenant-copy.ts'

interface Setup {
  readonly control: Pick<RecordKeeper, 'lastUsed'>
  readonly log: Log
  readonly memory: () => { readonly accounts: Accounts; readonly copy: TenantCopy }
}

/** Reports to the Registry when keys were last used and where the tenant stands: from memory, without a row. */
export class UseReports {
  readonly #setup: Setup
  readonly #lastUses = new LastUses()
  readonly #standings = new Standings()
  #sentMs = 0

  constructor(setup: Setup) {
    this.#setup = setup
  }

  /** Whether it is the first news since the last report. */
  note(keyId: string, atMs: number): boolean {
    return this.#lastUses.note(keyId, atMs)
  }

  /** As {@link note}: an answer may end long after its request. */
  noteSettled(): boolean {
    return this.#lastUses.noteSettled()
  }

  /** The Registry hears of one tenant no more often than every {@link USES_EVERY_MS}. */
  isDue(nowMs: number): boolean {
    return nowMs - this.#sentMs >= USES_EVERY_MS || !this.#lastUses.hasNews
  }

  /** A failure is worth a line and no repeat: the next use tells more. */
  async send(tenantId: TenantId, nowMs: number): Promise<void> {
    const { control, log } = this.#setup
    if (!this.#lastUses.hasNews) return
    const uses = this.#lastUses.take()
    this.#sentMs = nowMs
    try {
      unwrap(await control.lastUsed(tenantId, uses, this.#standing(nowMs)))
    } catch (thrown) {
      log.warn('last uses not reported', { tenantId, count: uses.length }, { thrown })
    }
  }

  #standing(nowMs: number) {
    const { accounts, copy } = this.#setup.memory()
    return copy.tenant && this.#standings.now(accounts, copy.tenant.plan, nowMs)
  }
}
