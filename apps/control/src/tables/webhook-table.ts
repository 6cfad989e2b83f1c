import { EventType } from '@bulkhead/contracts/http/admin/webhooks'
import * as z from 'zod/mini'

const Events = z.array(EventType)

export interface WebhookRow {
  readonly id: string
  readonly url: string
  readonly events: readonly EventType[]
  /** Whose events it gets; undefined: everybody's. */
  readonly tenantId: string | undefined
  readonly description: string | undefined
  readonly status: 'enabled' | 'disabled'
  /** What its secret is derived with, besides the deployment's own. */
  readonly secretSalt: string
  /** The secret before the last rotation signs as well until then. */
  readonly previous: { readonly salt: string; readonly untilMs: number } | undefined
  readonly version: number
  readonly createdMs: number
  readonly updatedMs: number
}

export type ListedWebhook = WebhookRow & { readonly seq: number }

interface Columns extends Record<string, SqlStorageValue> {
  seq: number
  id: string
  url: string
  events: string
  tenant_id: string | null
  description: string | null
  status: WebhookRow['status']
  secret_salt: string | null
  previous_salt: string | null
  previous_until_ms: number | null
  version: number
  created_ms: number
  updated_ms: number
}

/** Where events are sent. Their secrets are nowhere: each is derived from the deployment's own. */
export class WebhookTable {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  find(id: string): WebhookRow | undefined {
    return this.#rows('SELECT * FROM webhook WHERE id = ?', id)[0]
  }

  after(seq: number, count: number): ListedWebhook[] {
    return this.#rows('SELECT * FROM webhook WHERE seq > ? ORDER BY seq LIMIT ?', seq, count)
  }

  /** Those that want to hear of it. */
  for(type: EventType, tenantId: string | undefined): WebhookRow[] {
    return this.#rows("SELECT * FROM webhook WHERE status = 'enabled' ORDER BY seq").filter(
      (row) => row.events.includes(type) && (row.tenantId === undefined || row.tenantId === tenantId),
    )
  }

  /** How many there are; failing ones have a delivery that is tried again. */
  counts(): { readonly enabled: number; readonly disabled: number; readonly failing: number } {
    const count = (from: string) =>
      this.#sql.exec<{ count: number }>(`SELECT count(*) AS count FROM ${from}`).one().count
    return {
      enabled: count("webhook WHERE status = 'enabled'"),
      disabled: count("webhook WHERE status = 'disabled'"),
      failing: count(
        '(SELECT DISTINCT webhook_id FROM delivery WHERE next_ms IS NOT NULL AND last_error IS NOT NULL)',
      ),
    }
  }

  put(row: WebhookRow): void {
    this.#sql.exec(
      `INSERT INTO webhook
         (id, url, events, tenant_id, description, status, version, created_ms, updated_ms,
          secret_salt, previous_salt, previous_until_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET url = excluded.url, events = excluded.events,
         description = excluded.description, status = excluded.status, version = excluded.version,
         updated_ms = excluded.updated_ms, secret_salt = excluded.secret_salt,
         previous_salt = excluded.previous_salt, previous_until_ms = excluded.previous_until_ms`,
      row.id,
      row.url,
      JSON.stringify(row.events),
      row.tenantId ?? null,
      row.description ?? null,
      row.status,
      row.version,
      row.createdMs,
      row.updatedMs,
      row.secretSalt,
      row.previous?.salt ?? null,
      row.previous?.untilMs ?? null,
    )
  }

  remove(id: string): void {
    this.#sql.exec('DELETE FROM webhook WHERE id = ?', id)
    this.#sql.exec('DELETE FROM delivery WHERE webhook_id = ?', id)
  }

  #rows(query: string, ...values: SqlStorageValue[]): ListedWebhook[] {
    return this.#sql
      .exec<Columns>(query, ...values)
      .toArray()
      .map((row) => ({
        seq: row.seq,
        id: row.id,
        url: row.url,
        events: Events.parse(JSON.parse(row.events)),
        tenantId: row.tenant_id ?? undefined,
        description: row.description ?? undefined,
        status: row.status,
        // Those of 0.1.0 are derived with the id alone.
        secretSalt: row.secret_salt ?? row.id,
        previous: previousOf(row),
        version: row.version,
        createdMs: row.created_ms,
        updatedMs: row.updated_ms,
      }))
  }
}

function previousOf({ previous_salt: salt, previous_until_ms: untilMs }: Columns): WebhookRow['previous'] {
  return salt === null || untilMs === null ? undefined : { salt, untilMs }
}
