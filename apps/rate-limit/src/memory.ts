import { Accounts } from './accounts/accounts.ts'
import { Admissions } from './admission/admissions.ts'
import { EventStore } from './alerts/event-store.ts'
import { Thresholds } from './alerts/thresholds.ts'
import { RecordStore } from './record/record-store.ts'
import { TenantCopy } from './record/tenant-copy.ts'
import { MeterStore, type Database } from './requests/meter-store.ts'
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
export function remember(storage: Database): Memory {
  const copy = new TenantCopy(new RecordStore(storage))
  const nowMs = Date.now()
  const accounts = new Accounts(storage, nowMs)
  const requests = new RequestLimits(new MeterStore(storage))
  const { tenant } = copy
  // The object before this one may have counted requests that only the cover spoke for.
  if (accounts.tenant.book.foundCover && tenant !== undefined) requests.assumeBlock(tenant.plan, nowMs)
  const thresholds = new Thresholds(new EventStore(storage))
  const admissions = new Admissions(accounts, requests, thresholds)
  return { copy, accounts, requests, thresholds, admissions }
}
