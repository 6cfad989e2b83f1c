import { Accounts } from './accounts/accounts.ts'
import { Admissions } from './admission/admissions.ts'
import { EventStore } from './alerts/event-store.ts'
import { Thresholds } from './alerts/thresholds.ts'
import { LeaseBook } from './leases/lease-book.ts'
import { Leasing } from './leases/leasing.ts'
import { Pace } from './leases/pace.ts'
import type { Database } from './page/database.ts'
import { Page } from './page/page.ts'
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
  readonly leases: LeaseBook
  readonly leasing: Leasing
  readonly pace: Pace
  /** When keys were last used, until the Registry is told. */
  readonly uses: Map<string, number>
}

/** The memory of a new object: what is stored. */
export function remember(storage: Database): Memory {
  const copy = new TenantCopy(new RecordStore(storage))
  const nowMs = Date.now()
  const page = new Page(storage)
  const accounts = new Accounts(page, nowMs)
  const requests = new RequestLimits(new MeterStore(page))
  const { tenant } = copy
  // The object before this one may have counted requests that only the cover spoke for.
  if (accounts.tenant.book.foundCover && tenant !== undefined) requests.assumeBlock(tenant.plan, nowMs)
  const leases = new LeaseBook(requests.leasesUntilMs(nowMs))
  const pace = new Pace()
  const leasing = new Leasing(accounts, requests, leases, { pace })
  const thresholds = new Thresholds(new EventStore(storage))
  const admissions = new Admissions(accounts, requests, thresholds)
  return {
    copy,
    accounts,
    requests,
    thresholds,
    admissions,
    leases,
    leasing,
    pace,
    uses: page.uses,
  }
}
