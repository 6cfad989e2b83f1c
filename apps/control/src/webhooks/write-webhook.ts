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

interface NewSecret {
  readonly salt: string
  readonly graceSeconds: number
  readonly reason?: string | undefined
}

/** A secret before the last one ends at once. */
export function rotateSecret(
  desk: Desk,
  before: WebhookRow,
  { salt, graceSeconds, reason }: NewSecret,
): WebhookRow {
  const untilMs = desk.nowMs + graceSeconds * 1_000
  const row: WebhookRow = {
    ...before,
    secretSalt: salt,
    previous: graceSeconds === 0 ? undefined : { salt: before.secretSalt, untilMs },
    version: before.version + 1,
    updatedMs: desk.nowMs,
  }
  desk.tables.webhooks.put(row)
  desk.record('webhook.secret_rotated', {
    targets: [{ type: 'webhook', id: row.id }],
    changes: [{ path: 'graceSeconds', before: null, after: graceSeconds }],
    reason,
  })
  return row
}

function audited({ url, events, tenantId, description, status }: WebhookRow): object {
  return { url, events, status, ...(tenantId && { tenantId }), ...(description && { description }) }
}

/** A webhook as the admin API shows it. */
export function webhookView(row: WebhookRow): z.infer<typeof WebhookView> {
  const { id, url, events, tenantId, description, status, version, createdMs, updatedMs, previous } = row
  const isInGrace = previous !== undefined && previous.untilMs > Date.now()
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
    ...(isInGrace ? { previousExpiresAt: new Date(previous.untilMs).toISOString() } : {}),
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
