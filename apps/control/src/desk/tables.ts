import { IdempotencyStore } from '@bulkhead/worker/idempotency-store'

import { IDEMPOTENCY_KEPT_MS } from '../limits.ts'
import { AuditTable } from '../tables/audit-table.ts'
import { ConsoleKeyTable } from '../tables/console-key-table.ts'
import { DeliveryTable } from '../tables/delivery-table.ts'
import { AlertTable } from '../tables/figures/alert-table.ts'
import { DocumentCounts } from '../tables/figures/document-counts.ts'
import { KeyFigures } from '../tables/figures/key-figures.ts'
import { StandingTable } from '../tables/figures/standing-table.ts'
import { UsageBuckets } from '../tables/figures/usage-buckets.ts'
import { KeyTable } from '../tables/key-table.ts'
import { NameTable } from '../tables/name-table.ts'
import { OperatorTable } from '../tables/operator-table.ts'
import { OutboxTable } from '../tables/outbox-table.ts'
import { PlanTable } from '../tables/plan-table.ts'
import { PriceTable } from '../tables/price-table.ts'
import { SessionTable } from '../tables/session-table.ts'
import { ShortLivedTable } from '../tables/short-lived-table.ts'
import { TenantTable } from '../tables/tenant-table.ts'
import { TombstoneTable } from '../tables/tombstone-table.ts'
import { WebhookTable } from '../tables/webhook-table.ts'

/** Everything that the Registry keeps. */
export type Tables = ReturnType<typeof openTables>

export function openTables(sql: SqlStorage) {
  return {
    tenants: new TenantTable(sql),
    names: new NameTable(sql),
    tombstones: new TombstoneTable(sql),
    keys: new KeyTable(sql),
    consoleKeys: new ConsoleKeyTable(sql),
    standings: new StandingTable(sql),
    usageBuckets: new UsageBuckets(sql),
    keyFigures: new KeyFigures(sql),
    documentCounts: new DocumentCounts(sql),
    alerts: new AlertTable(sql),
    plans: new PlanTable(sql),
    prices: new PriceTable(sql),
    operators: new OperatorTable(sql),
    audit: new AuditTable(sql),
    outbox: new OutboxTable(sql),
    webhooks: new WebhookTable(sql),
    deliveries: new DeliveryTable(sql),
    sessions: new SessionTable(sql),
    shortLived: new ShortLivedTable(sql),
    idempotency: new IdempotencyStore(sql, IDEMPOTENCY_KEPT_MS),
  } as const
}
