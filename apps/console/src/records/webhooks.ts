import { request } from '../api/request.ts'
import { resourceQuery } from '../api/resource.ts'

export const WEBHOOKS_PATH = '/admin/v1/webhooks'

export interface Webhook {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly tenantId?: string
  readonly description?: string
  readonly status: 'enabled' | 'disabled'
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface Delivery {
  readonly id: string
  readonly webhookId: string
  readonly eventId: string
  readonly type: string
  readonly status: 'pending' | 'delivered' | 'failed'
  readonly attempts: number
  readonly createdAt: string
  readonly nextAttemptAt?: string
  readonly deliveredAt?: string
  readonly lastStatus?: number
  readonly lastError?: string
}

/** What is told, and when. */
export const EVENTS = {
  'budget.threshold': 'A share of a budget is used',
  'budget.exhausted': 'A budget is used up',
  'key.created': 'A key was created',
  'key.expiring': 'A key ends within a week',
  'key.revoked': 'A key was revoked',
  'tenant.suspended': 'A tenant was suspended',
  'document.failed': 'A document failed for good',
} as const

export function webhookPath(webhookId: string): string {
  return `${WEBHOOKS_PATH}/${encodeURIComponent(webhookId)}`
}

export function webhookQuery(webhookId: string) {
  return resourceQuery<Webhook>(webhookPath(webhookId))
}

export interface NewWebhook {
  readonly url: string
  readonly events: readonly string[]
  readonly tenantId?: string
  readonly description?: string
}

export async function createWebhook(wish: NewWebhook): Promise<Webhook & { readonly secret: string }> {
  return (await request<Webhook & { readonly secret: string }>('POST', WEBHOOKS_PATH, { body: wish })).data
}

interface Conditions {
  readonly ifMatch: string | undefined
  readonly reason?: string | undefined
}

export async function patchWebhook(webhookId: string, patch: object, conditions: Conditions): Promise<void> {
  await request('PATCH', webhookPath(webhookId), { body: patch, ...conditions })
}

export async function removeWebhook(webhookId: string, conditions: Conditions): Promise<void> {
  await request('DELETE', webhookPath(webhookId), conditions)
}

export async function testWebhook(webhookId: string): Promise<void> {
  await request('POST', `${webhookPath(webhookId)}/test`, { body: {} })
}

export async function replayDelivery({ webhookId, id }: Delivery): Promise<void> {
  await request('POST', `${webhookPath(webhookId)}/deliveries/${encodeURIComponent(id)}/replay`, { body: {} })
}
