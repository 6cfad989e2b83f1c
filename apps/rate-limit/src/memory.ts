import { Accounts } from './accounts/accounts.ts'
import { Admissions } from './admission/admissions.ts'
import { EventStore } from './alerts/event-store.ts'
import { Thresholds } from './alerts/thresholds.ts'
import { RecordStore } from './record/record-store.ts'
import { TenantCopy } from './record/tenant-copy.ts'
import { MeterStore } from './requests/meter-store.ts'
import { RequestLimits } from './requests/request-limits.ts'

/** Everything that a RateLimiter decides from. */
export interface Memory {
  readonly copy: TenantCopy
  readonly accounts: Accounts
  readonly requests: RequestLimits
  readonly thresholds: Thresholds
  readonly admissions: Admissions
}

/** The memory of a new object: what is stored. */
export function remember(storage: DurableObjectStorage): Memory {
  const copy = new TenantCopy(new RecordStore(storage))
  const accounts = new Accounts(storage, Date.now())
  const requests = new RequestLimits(new MeterStore(storage))
  const thresholds = new Thresholds(new EventStore(storage))
  const admissions = new Admissions(accounts, requests, thresholds)
  return { copy, accounts, requests, thresholds, admissions }
}
