import { Admissions } from './admissions.ts'
import { MeterStore } from './requests/meter-store.ts'
import { RequestLimits } from './requests/request-limits.ts'
import { LedgerStore } from './tokens/ledger-store.ts'
import { Ledger } from './tokens/ledger.ts'

/** Everything that a RateLimiter decides from. */
export interface Memory {
  readonly usage: LedgerStore
  readonly ledger: Ledger
  readonly requests: RequestLimits
  readonly admissions: Admissions
}

/** The memory of a new object: what is stored. */
export function remember(storage: DurableObjectStorage): Memory {
  const usage = new LedgerStore(storage)
  const ledger = new Ledger(usage, Date.now())
  const requests = new RequestLimits(new MeterStore(storage))
  return { usage, ledger, requests, admissions: new Admissions(ledger, requests) }
}
