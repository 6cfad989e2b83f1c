import { Removed } from '@bulkhead/contracts/http/admin/changes'
import { DeliveryView, WebhookView, WebhookWithSecret } from '@bulkhead/contracts/http/admin/webhooks'
import { pageOf } from '@bulkhead/contracts/http/lists'

import type { Operations } from '../operation.ts'

const tag = 'Webhooks'
const list = '/admin/v1/webhooks'
const one = `${list}/:id`

export const WEBHOOKS: Operations = {
  [`GET ${list}`]: { name: 'listWebhooks', tag, answer: pageOf(WebhookView) },
  [`POST ${list}`]: { name: 'createWebhook', tag, answer: WebhookWithSecret, status: 201, versioned: true },
  [`GET ${one}`]: { name: 'getWebhook', tag, answer: WebhookView, versioned: true },
  [`PATCH ${one}`]: { name: 'patchWebhook', tag, answer: WebhookView, versioned: true },
  [`DELETE ${one}`]: { name: 'deleteWebhook', tag, answer: Removed, versioned: true },
  [`POST ${one}/rotate-secret`]: {
    name: 'rotateWebhookSecret',
    tag,
    answer: WebhookWithSecret,
    versioned: true,
  },
  [`GET ${one}/deliveries`]: { name: 'listDeliveries', tag, answer: pageOf(DeliveryView) },
  [`POST ${one}/deliveries/:deliveryId/replay`]: { name: 'replayDelivery', tag, answer: DeliveryView },
  [`POST ${one}/test`]: { name: 'testWebhook', tag, answer: DeliveryView },
}
