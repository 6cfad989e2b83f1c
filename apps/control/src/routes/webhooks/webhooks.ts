import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { CreateWebhook, PatchWebhook, RotateSecret } from '@bulkhead/contracts/http/admin/webhooks'
import { PageRequest } from '@bulkhead/contracts/http/lists'
import { createId } from '@bulkhead/contracts/ids'
import { invalid } from '@bulkhead/http/read-body'
import { readPage } from '@bulkhead/worker/paging'

import { etagOf, type Desk } from '../../desk/desk.ts'
import { EVERYBODY, OPERATORS, registryRoute, type Done } from '../../route.ts'
import { webhookSecret } from '../../secrets/derive.ts'
import { randomText } from '../../secrets/operator-token.ts'
import type { WebhookRow } from '../../tables/webhook-table.ts'
import { rotateSecret, webhookOf, webhookView, writeWebhook } from '../../webhooks/write-webhook.ts'

const path = '/admin/v1/webhooks'
const onePath = '/admin/v1/webhooks/:id'

export const listWebhooks = registryRoute({
  method: 'GET',
  path,
  roles: EVERYBODY,
  summary: 'Webhooks, without their secrets',
  query: PageRequest,
  run: ({ tables }, { query }) => {
    const rows = (from: number, count: number) => tables.webhooks.after(from, count)
    return { resource: readPage(query, { from: 0, rows, show: webhookView }) }
  },
})

export const postWebhook = registryRoute({
  method: 'POST',
  path,
  roles: OPERATORS,
  summary: 'Create a webhook (Standard Webhooks); `secret` is shown once',
  query: DryRunQuery,
  body: CreateWebhook,
  mint: async (_input, world) => {
    const id = createId('wh')
    return { id, secret: await webhookSecret(world.controlSecret, id) }
  },
  secretOf: ({ secret }) => ({ secret }),
  run: (desk, { body: { url, events, tenantId, description } }, { id }) => {
    if (tenantId !== undefined && desk.tables.tenants.find(tenantId) === undefined) {
      throw invalid([{ path: 'tenantId', message: 'there is no such tenant' }])
    }
    const row: WebhookRow = {
      id,
      url,
      events: [...new Set(events)],
      tenantId,
      description,
      status: 'enabled',
      secretSalt: id,
      previous: undefined,
      version: 1,
      createdMs: desk.nowMs,
      updatedMs: desk.nowMs,
    }
    return shown(writeWebhook(desk, row, undefined), 201)
  },
})

export const getWebhook = registryRoute({
  method: 'GET',
  path: onePath,
  roles: EVERYBODY,
  summary: 'One webhook, without its secret',
  run: (desk, { params }) => shown(webhookOf(desk, params.id)),
})

export const patchWebhook = registryRoute({
  method: 'PATCH',
  path: onePath,
  roles: OPERATORS,
  summary: 'Change a webhook by a JSON merge patch',
  query: DryRunQuery,
  body: PatchWebhook,
  run: (desk, { params, body: { description, events, ...rest } }) => {
    const before = webhookOf(desk, params.id)
    desk.requireVersion(before.version)
    const row: WebhookRow = {
      ...before,
      ...rest,
      events: events === undefined ? before.events : [...new Set(events)],
      description: description === undefined ? before.description : (description ?? undefined),
      version: before.version + 1,
      updatedMs: desk.nowMs,
    }
    if (row.status === 'disabled') desk.tables.deliveries.stop(row.id)
    return shown(writeWebhook(desk, row, before))
  },
})

export const deleteWebhook = registryRoute({
  method: 'DELETE',
  path: onePath,
  roles: OPERATORS,
  summary: 'Remove a webhook and its deliveries',
  query: DryRunQuery,
  run: (desk: Desk, { params }) => {
    const before = webhookOf(desk, params.id)
    desk.requireVersion(before.version)
    desk.tables.webhooks.remove(before.id)
    desk.record('webhook.removed', {
      targets: [{ type: 'webhook', id: before.id }],
      changes: [{ path: 'url', before: before.url, after: null }],
    })
    return { resource: { id: before.id, status: 'removed' } }
  },
})

export const rotateWebhookSecret = registryRoute({
  method: 'POST',
  path: `${onePath}/rotate-secret`,
  roles: OPERATORS,
  summary: 'Give a webhook a new secret, shown once; both sign until the grace is over',
  query: DryRunQuery,
  body: RotateSecret,
  mint: async ({ params }, world) => {
    const salt = `${params.id}/${randomText()}`
    return { salt, secret: await webhookSecret(world.controlSecret, salt) }
  },
  secretOf: ({ secret }) => ({ secret }),
  run: (desk, { params, body }, { salt }) => {
    const before = webhookOf(desk, params.id)
    desk.requireVersion(before.version)
    return shown(rotateSecret(desk, before, { salt, ...body }))
  },
})

function shown(row: WebhookRow, status: 200 | 201 = 200): Done {
  return { status, resource: webhookView(row), etag: etagOf(row.version) }
}
