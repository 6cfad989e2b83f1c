import type { BudgetEvent } from '@bulkhead/contracts/record/budget-event'

import type { Database } from '../page/database.ts'

/** The table `budget_event`: every threshold that was crossed lately, and whether control has been sent it. */
export class EventStore {
  readonly #sql: Database['sql']

  constructor(database: Database) {
    this.#sql = database.sql
  }

  ids(): string[] {
    return this.#sql
      .exec<{ id: string }>('SELECT id FROM budget_event')
      .toArray()
      .map(({ id }) => id)
  }

  add(event: BudgetEvent, occurredMs: number): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO budget_event (id, event, occurred_ms, is_sent) VALUES (?, ?, ?, 0)',
      event.id,
      JSON.stringify(event),
      occurredMs,
    )
  }

  /** Oldest first. */
  unsent(rows: number): BudgetEvent[] {
    return this.#sql
      .exec<{ event: string }>(
        'SELECT event FROM budget_event WHERE is_sent = 0 ORDER BY occurred_ms LIMIT ?',
        rows,
      )
      .toArray()
      .map(({ event }): BudgetEvent => JSON.parse(event))
  }

  markSent(id: string): void {
    this.#sql.exec('UPDATE budget_event SET is_sent = 1 WHERE id = ?', id)
  }

  /** Sent ones whose window is over. Returns the ids that went. */
  forgetBefore(ms: number): string[] {
    return this.#sql
      .exec<{ id: string }>('DELETE FROM budget_event WHERE is_sent = 1 AND occurred_ms < ? RETURNING id', ms)
      .toArray()
      .map(({ id }) => id)
  }
}
