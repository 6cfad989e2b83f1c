import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Outcome } from '../outcome.ts'
import type { BudgetEvent } from './budget-event.ts'
import type { AskingKey, Credentials } from './credentials.ts'
import type { DocumentReport } from './document-report.ts'
import type { Standing } from './standing.ts'
import type { TenantRecord, TenantSettings } from './tenant-record.ts'

/** A caller whom the Registry itself has proven. */
export interface Verified {
  readonly epoch: number
  readonly config: TenantSettings
  readonly key: AskingKey
}

/** What a call without a key names. */
export interface HintAsk {
  readonly hostname?: string
  readonly tenantId?: string
  readonly origin?: string
}

/** What the data plane asks of the Registry; a part of the entrypoint `Control`. */
export interface RecordKeeper {
  /** For a home object without a copy. Refusal: `tenant_not_found`, also for a tenant that was deleted. */
  record(tenantId: TenantId): Promise<Outcome<TenantRecord>>
  /**
   * Proves a key when its home object cannot be asked. Refusals: `api_key_invalid`, and with the tenant's
   * origins `api_key_expired`.
   */
  verify(ask: { readonly tenantId: TenantId } & Omit<Credentials, 'named'>): Promise<Outcome<Verified>>
  /** Whether the one thing that is named belongs to any tenant. For calls without a key only. */
  hint(ask: HintAsk): Promise<Outcome<{ readonly known: boolean }>>
  /** Active tenants of the tier `production`. */
  productionTenants(
    cursor?: string,
  ): Promise<Outcome<{ readonly tenantIds: readonly TenantId[]; readonly nextCursor: string | null }>>
  /** Takes each event once, however often it is sent. */
  thresholds(events: readonly BudgetEvent[]): Promise<Outcome<null>>
  /** When keys were last used, and where the tenant stands now. */
  lastUsed(
    tenantId: TenantId,
    uses: readonly { readonly keyId: string; readonly atMs: number }[],
    standing?: Standing,
  ): Promise<Outcome<null>>
  /** What a corpus has; each failure becomes an event once, however often it is sent. */
  documents(tenantId: TenantId, report: DocumentReport): Promise<Outcome<null>>
  ping(): Promise<'ok'>
}
