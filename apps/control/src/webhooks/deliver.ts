import { within } from '@bulkhead/calls/deadline'
import type { Log } from '@bulkhead/logging/log'
import { Webhook } from 'standardwebhooks'

import type { Tables } from '../desk/tables.ts'
import type { World } from '../desk/world.ts'
import { DELIVERIES_AT_ONCE, DELIVERY_LEASE_MS, DELIVERY_TIMEOUT_MS } from '../limits.ts'
import { webhookSecret } from '../secrets/derive.ts'
import type { DeliveryRow } from '../tables/delivery-table.ts'
import type { WebhookRow } from '../tables/webhook-table.ts'
import { afterAttempt, GONE, type Result } from './after-attempt.ts'
import { urlProblem } from './webhook-url.ts'

interface Sending {
  readonly tables: Pick<Tables, 'webhooks' | 'deliveries'>
  readonly world: World
  readonly log: Log
}

/**
 * Sends what is due. Each delivery is leased first, so that a crash sends it again later and nobody sends it
 * twice at once. A receiver that hangs keeps its own events waiting, and those of no other.
 */
export class Deliverer {
  readonly #sending: Sending
  /** How many of a webhook's are under way. */
  readonly #underWay = new Map<string, number>()

  constructor(sending: Sending) {
    this.#sending = sending
  }

  /** When the next one is due that may be sent then. */
  nextMs(): number | undefined {
    return this.#sending.tables.deliveries.nextMs(this.#busy())
  }

  async sendDue(nowMs: number): Promise<void> {
    const { deliveries } = this.#sending.tables
    const due = deliveries.due(nowMs, DELIVERIES_AT_ONCE, this.#busy())
    for (const { id } of due) deliveries.lease(id, nowMs + DELIVERY_LEASE_MS)
    await Promise.all(due.map((delivery) => this.#send(delivery)))
  }

  async #send(delivery: DeliveryRow): Promise<void> {
    this.#count(delivery.webhookId, 1)
    try {
      await deliver(this.#sending, delivery)
    } finally {
      this.#count(delivery.webhookId, -1)
    }
  }

  #count(webhookId: string, more: number): void {
    const count = (this.#underWay.get(webhookId) ?? 0) + more
    if (count === 0) this.#underWay.delete(webhookId)
    else this.#underWay.set(webhookId, count)
  }

  #busy(): string[] {
    return [...this.#underWay].flatMap(([id, count]) => (count < DELIVERIES_AT_ONCE ? [] : [id]))
  }
}

async function deliver(sending: Sending, delivery: DeliveryRow): Promise<void> {
  const { tables, world, log } = sending
  const webhook = tables.webhooks.find(delivery.webhookId)
  if (webhook === undefined || webhook.status === 'disabled') {
    tables.deliveries.put({
      ...delivery,
      status: 'failed',
      nextMs: undefined,
      lastError: 'webhook is disabled',
    })
    return
  }
  const result = await attempt(world, webhook, delivery)
  const after = afterAttempt(delivery, result, Date.now())
  tables.deliveries.put(after)
  if (result.status === GONE) disable(sending, webhook)
  if (after.status !== 'delivered') {
    const { status, attempts } = after
    log.warn('webhook not delivered', { target: webhook.id, attempt: attempts, outcome: status })
  }
}

/** Signed by Standard Webhooks. A redirect is a failure: it would lead past the check of the address. */
async function attempt(world: World, webhook: WebhookRow, delivery: DeliveryRow): Promise<Result> {
  const problem = urlProblem(webhook.url, world)
  if (problem !== undefined) return { error: problem }
  const now = new Date()
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Bulkhead-Webhooks',
    'webhook-id': delivery.eventId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': await signatures(world, webhook, { now, delivery }),
  }
  try {
    const sent = fetch(webhook.url, { method: 'POST', headers, body: delivery.payload, redirect: 'manual' })
    const response = await within(DELIVERY_TIMEOUT_MS, sent)
    await response.body?.cancel()
    if (response.ok) return { status: response.status }
    return { status: response.status, error: `answered ${response.status}` }
  } catch (thrown) {
    return { error: thrown instanceof Error ? thrown.name : 'failed' }
  }
}

/** By its secret and, while a rotation has its grace, by the one before: receivers accept any that fits. */
async function signatures(
  { controlSecret }: World,
  { secretSalt, previous }: WebhookRow,
  { now, delivery }: { readonly now: Date; readonly delivery: DeliveryRow },
): Promise<string> {
  const isInGrace = previous !== undefined && previous.untilMs > now.getTime()
  const salts = isInGrace ? [secretSalt, previous.salt] : [secretSalt]
  const signed = salts.map(async (salt) => {
    const signer = new Webhook(await webhookSecret(controlSecret, salt))
    return signer.sign(delivery.eventId, now, delivery.payload)
  })
  return (await Promise.all(signed)).join(' ')
}

function disable({ tables, log }: Sending, webhook: WebhookRow): void {
  tables.webhooks.put({ ...webhook, status: 'disabled', version: webhook.version + 1, updatedMs: Date.now() })
  tables.deliveries.stop(webhook.id)
  log.warn('webhook disabled: it answered 410', { target: webhook.id })
}
