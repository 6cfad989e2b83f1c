import { admin, changed, conditions, etagOf, type Schemas } from '../api/admin.ts'
import { resourceQuery } from '../api/resource.ts'

export const WEBHOOKS_PATH = '/admin/v1/webhooks'

export type Webhook = Schemas['Webhook']
export type Delivery = Schemas['Delivery']
export type EventName = Webhook['events'][number]

/** What a webhook reports, and when. */
export const EVENTS: readonly (readonly [EventName, string])[] = [
  ['budget.threshold', 'A share of a budget is used'],
  ['budget.exhausted', 'A budget is used up'],
  ['key.created', 'A key was created'],
  ['key.expiring', 'A key ends within a week'],
  ['key.revoked', 'A key was revoked'],
  ['tenant.suspended', 'A tenant was suspended'],
  ['document.failed', 'A document failed for good'],
  ['alert.firing', 'An alert of the monitoring fires'],
]

export function webhookPath(webhookId: string): string {
  return `${WEBHOOKS_PATH}/${encodeURIComponent(webhookId)}`
}

export function webhookQuery(webhookId: string) {
  return resourceQuery<Webhook>(webhookPath(webhookId))
}

/** Answers the secret, which is shown once. */
export async function createWebhook(wish: Schemas['CreateWebhook']): Promise<string> {
  const { secret } = await changed(admin.POST('/admin/v1/webhooks', { body: wish }))
  if (secret === undefined) throw new TypeError('a new webhook came without a secret')
  return secret
}

export async function setEnabled(webhook: Webhook, isEnabled: boolean): Promise<void> {
  const body = { status: isEnabled ? ('enabled' as const) : ('disabled' as const) }
  await changed(admin.PATCH('/admin/v1/webhooks/{id}', { ...optionsFor(webhook), body }))
}

export async function removeWebhook(webhook: Webhook, reason: string | undefined): Promise<void> {
  await changed(admin.DELETE('/admin/v1/webhooks/{id}', optionsFor(webhook, reason)))
}

/** A new secret, which is shown once; both sign until the old one ends. */
export async function rotateSecret(
  webhook: Webhook,
  graceSeconds: number,
  reason: string | undefined,
): Promise<string> {
  const options = { ...optionsFor(webhook, reason), body: { graceSeconds } }
  const { secret } = await changed(admin.POST('/admin/v1/webhooks/{id}/rotate-secret', options))
  if (secret === undefined) throw new TypeError('a new secret was not answered')
  return secret
}

export async function testWebhook({ id }: Webhook): Promise<void> {
  await changed(admin.POST('/admin/v1/webhooks/{id}/test', { params: { path: { id } }, body: {} }))
}

export async function replayDelivery({ webhookId, id }: Delivery): Promise<void> {
  const path = { id: webhookId, deliveryId: id }
  const options = { params: { path }, body: {} }
  await changed(admin.POST('/admin/v1/webhooks/{id}/deliveries/{deliveryId}/replay', options))
}

function optionsFor(webhook: Webhook, reason?: string) {
  return { params: { path: { id: webhook.id } }, headers: conditions({ ifMatch: etagOf(webhook), reason }) }
}
