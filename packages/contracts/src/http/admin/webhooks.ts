import * as z from 'zod/mini'

import { PageRequest } from '../lists.ts'
import { RotateKey } from './keys.ts'

/** What a webhook may be told of. */
export const EVENT_TYPES = [
  'budget.threshold',
  'budget.exhausted',
  'key.created',
  'key.expiring',
  'key.revoked',
  'tenant.suspended',
  'document.failed',
  'alert.firing',
] as const
export const EventType = z.enum(EVENT_TYPES)
export type EventType = z.infer<typeof EventType>

const url = z.string().check(z.maxLength(2_000))
const events = z.array(EventType).check(z.minLength(1))
const description = z.string().check(z.maxLength(200))
const tenantId = z.string().check(z.regex(/^[a-z0-9-]{1,32}$/))

/** `POST /admin/v1/webhooks`; without `tenantId` it gets the events of every tenant. */
export const CreateWebhook = z.strictObject({
  url,
  events,
  tenantId: z.exactOptional(tenantId),
  description: z.exactOptional(description),
})

/** A merge patch of a webhook; `enabled` again tries what has not been delivered yet. */
export const PatchWebhook = z.strictObject({
  url: z.exactOptional(url),
  events: z.exactOptional(events),
  description: z.exactOptional(z.nullable(description)),
  status: z.exactOptional(z.enum(['enabled', 'disabled'])),
})

/** `POST /admin/v1/webhooks/:id/rotate-secret`: how long the old secret signs as well; 0: not at all. */
export const RotateSecret = RotateKey

export const WebhookView = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(EventType),
  tenantId: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  status: z.enum(['enabled', 'disabled']),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Until when the secret before the last rotation signs as well. */
  previousExpiresAt: z.exactOptional(z.iso.datetime()),
})

/** `secret` is shown once. */
export const WebhookWithSecret = z.extend(WebhookView, { secret: z.exactOptional(z.string()) })

const DeliveryStatus = z.enum(['pending', 'delivered', 'failed'])

/** `GET /admin/v1/webhooks/:id/deliveries` */
export const DeliveriesPage = z.extend(PageRequest, { status: z.optional(DeliveryStatus) })

export const DeliveryView = z.object({
  id: z.string(),
  webhookId: z.string(),
  /** The header `webhook-id`, the same over all attempts. */
  eventId: z.string(),
  type: z.string(),
  status: DeliveryStatus,
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  nextAttemptAt: z.exactOptional(z.iso.datetime()),
  deliveredAt: z.exactOptional(z.iso.datetime()),
  /** How the last attempt ended. */
  lastStatus: z.exactOptional(z.int()),
  lastError: z.exactOptional(z.string()),
})
