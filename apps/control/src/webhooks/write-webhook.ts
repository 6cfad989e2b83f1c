import type { DeliveryView, WebhookView } from '@bulkhead/contracts/http/admin/webhooks'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { invalid } from '@bulkhead/http/read-body'
import type * as z from 'zod/mini'

import { changesBetween } from '../audit/changes-between.ts'
import type { Desk } from '../desk/desk.ts'
import type { DeliveryRow } from '../tables/delivery-table.ts'
import type { WebhookRow } from '../tables/webhook-table.ts'
import { urlProblem } from './webhook-url.ts'

/** @throws BulkheadError `not_found` */
export function webhookOf({ tables }: Pick<Desk, 'tables'>, id: string): WebhookRow {
  const row = tables.webhooks.find(id)
  if (row === undefined) throw new BulkheadError('not_found', { message: 'There is no such webhook.' })
  return row
}

/** @throws BulkheadError `invalid_request` for an address that nothing may be sent to */
export function writeWebhook(desk: Desk, row: WebhookRow, before: WebhookRow | undefined): WebhookRow {
  const problem = urlProblem(row.url, desk.world)
  if (problem !== undefined) throw invalid([{ path: 'url', message: problem }])
  desk.tables.webhooks.put(row)
  desk.record(before === undefined ? 'webhook.created' : 'webhook.updated', {
    targets: [{ type: 'webhook', id: row.id }],
    changes: changesBetween(before && audited(before), audited(row)),
  })
  return row
}

function audited({ url, events, tenantId, description, status }: WebhookRow): object {
  return { url, events, status, ...(tenantId && { tenantId }), ...(description && { description }) }
}

/** A webhook as the admin API shows it. */
export function webhookView(row: WebhookRow): z.infer<typeof WebhookView> {
  const { id, url, events, tenantId, description, status, version, createdMs, updatedMs } = row
  return {
    id,
    url,
    events: [...events],
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(description === undefined ? {} : { description }),
    status,
    version,
    createdAt: new Date(createdMs).toISOString(),
    updatedAt: new Date(updatedMs).toISOString(),
  }
}

/** A delivery as the admin API shows it. */
export function deliveryView(row: DeliveryRow): z.infer<typeof DeliveryView> {
  const { id, webhookId, eventId, type, status, attempts, createdMs } = row
  const { nextMs, deliveredMs, lastStatus, lastError } = row
  return {
    id,
    webhookId,
    eventId,
    type,
    status,
    attempts,
    createdAt: new Date(createdMs).toISOString(),
    ...(nextMs === undefined ? {} : { nextAttemptAt: new Date(nextMs).toISOString() }),
    ...(deliveredMs === undefined ? {} : { deliveredAt: new Date(deliveredMs).toISOString() }),
    ...(lastStatus === undefined ? {} : { lastStatus }),
    ...(lastError === undefined ? {} : { lastError }),
  }
}
