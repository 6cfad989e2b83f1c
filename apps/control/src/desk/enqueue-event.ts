import type { EventType } from '@bulkhead/contracts/http/admin/webhooks'
import { createId } from '@bulkhead/contracts/ids'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { WebhookRow } from '../tables/webhook-table.ts'
import type { Tables } from './tables.ts'

interface Event {
  readonly type: EventType | 'webhook.test'
  readonly tenantId: TenantId | undefined
  readonly data: object
  readonly nowMs: number
}

/** One delivery for each webhook that wants it, due at once. */
export function enqueueEvent(
  tables: Pick<Tables, 'webhooks' | 'deliveries'>,
  { type, tenantId, data, nowMs }: Event & { readonly type: EventType },
): void {
  const eventId = createId('evt')
  for (const webhook of tables.webhooks.for(type, tenantId)) {
    enqueueFor(tables, webhook, { type, tenantId, data, nowMs, eventId })
  }
}

/** One delivery; returns its id. */
export function enqueueFor(
  { deliveries }: Pick<Tables, 'deliveries'>,
  { id: webhookId }: Pick<WebhookRow, 'id'>,
  { type, tenantId, data, nowMs, eventId }: Event & { readonly eventId: string },
): string {
  const id = createId('whd')
  const timestamp = new Date(nowMs).toISOString()
  deliveries.put({
    id,
    webhookId,
    eventId,
    type,
    payload: JSON.stringify({ type, timestamp, data: { ...(tenantId && { tenantId }), ...data } }),
    status: 'pending',
    attempts: 0,
    nextMs: nowMs,
    createdMs: nowMs,
    deliveredMs: undefined,
    lastStatus: undefined,
    lastError: undefined,
  })
  return id
}
