import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { Reason } from '@bulkhead/contracts/http/admin/tenants'
import { DeliveriesPage } from '@bulkhead/contracts/http/admin/webhooks'
import { createId } from '@bulkhead/contracts/ids'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { readPage } from '@bulkhead/worker/paging'

import type { Desk } from '../../desk/desk.ts'
import { enqueueFor } from '../../desk/enqueue-event.ts'
import { EVERYBODY, OPERATORS, registryRoute } from '../../route.ts'
import type { DeliveryRow } from '../../tables/delivery-table.ts'
import { deliveryView, webhookOf } from '../../webhooks/write-webhook.ts'

export const listDeliveries = registryRoute({
  method: 'GET',
  path: '/admin/v1/webhooks/:id/deliveries',
  roles: EVERYBODY,
  summary: 'What was sent, newest first; kept for 30 days',
  query: DeliveriesPage,
  run: (desk, { params, query: { status, ...page } }) => {
    const { id } = webhookOf(desk, params.id)
    const { deliveries } = desk.tables
    const rows = (from: number, count: number) => deliveries.before(id, from, count, status)
    return { resource: readPage(page, { from: Number.MAX_SAFE_INTEGER, rows, show: deliveryView }) }
  },
})

export const replayDelivery = registryRoute({
  method: 'POST',
  path: '/admin/v1/webhooks/:id/deliveries/:deliveryId/replay',
  roles: OPERATORS,
  summary: 'Send a delivery again, under the same webhook-id',
  query: DryRunQuery,
  body: Reason,
  run: (desk, { params, body: { reason } }) => {
    const webhook = webhookOf(desk, params.id)
    const row = desk.tables.deliveries.find(params.deliveryId)
    if (row === undefined || row.webhookId !== webhook.id) throw new BulkheadError('not_found')
    const again: DeliveryRow = { ...row, status: 'pending', attempts: 0, nextMs: desk.nowMs }
    desk.tables.deliveries.put(again)
    noted(desk, 'webhook.replayed', { webhookId: webhook.id, deliveryId: row.id, reason })
    return { resource: deliveryView(again) }
  },
})

export const testWebhook = registryRoute({
  method: 'POST',
  path: '/admin/v1/webhooks/:id/test',
  roles: OPERATORS,
  summary: 'Send a `webhook.test` event',
  query: DryRunQuery,
  body: Reason,
  run: (desk, { params, body: { reason } }) => {
    const webhook = webhookOf(desk, params.id)
    const { nowMs } = desk
    const event = { type: 'webhook.test', tenantId: undefined, data: {}, nowMs } as const
    const deliveryId = enqueueFor(desk.tables, webhook, { ...event, eventId: createId('evt') })
    noted(desk, 'webhook.tested', { webhookId: webhook.id, deliveryId, reason })
    const row = desk.tables.deliveries.find(deliveryId)
    if (row === undefined) throw new TypeError('the delivery that was just made is gone')
    return { resource: deliveryView(row) }
  },
})

interface Sent {
  readonly webhookId: string
  readonly deliveryId: string
  readonly reason: string | undefined
}

function noted(desk: Desk, action: string, { webhookId, deliveryId, reason }: Sent): void {
  desk.record(action, {
    targets: [
      { type: 'webhook', id: webhookId },
      { type: 'delivery', id: deliveryId },
    ],
    changes: [],
    reason,
  })
}
