/** What is stored of one UTC day besides the usage by model. */
export type DayRow = {
  readonly day: number
  readonly requests: number
  readonly written_off_tokens: number
  readonly lost_tokens: number
  /** Until then the lost ones may still be running. */
  readonly lost_until_ms: number
  readonly carried_tokens: number
  readonly cover_tokens: number
}

/** Real usage of one model by one key on one day. */
export type UsageRow = {
  readonly day: number
  readonly model: string
  /** Empty where nobody said whose it was. */
  readonly key_id: string
  readonly requests: number
  readonly prompt_tokens: number
  readonly cached_prompt_tokens: number
  readonly cache_write_tokens: number
  readonly completion_tokens: number
  readonly reasoning_tokens: number
  /** Of the prompt's and the answer's tokens, those that no provider has reported: our own counts. */
  readonly estimated_tokens: number
  /** What counts against budgets in money… */
  readonly nano_dollars: number
  /** …of which so many requests had no known price. */
  readonly unpriced: number
}

export type ReservationRow = {
  readonly id: string
  readonly day: number
  readonly tokens: number
  readonly expires_ms: number
}

/** How a reservation ended. `expired` ones still wait for their settlement. */
export type ClosedState = 'settled' | 'released' | 'expired'

export type ClosedRow = {
  readonly id: string
  readonly state: ClosedState
  readonly day: number
  readonly tokens: number
  readonly closed_ms: number
}

/** What a ledger keeps. In ledgers of money, `tokens` are nano-dollars. */
export interface Books {
  days(): DayRow[]
  saveDay(row: DayRow): void
  /** A day may come more than once. */
  settledByDay(): { readonly day: number; readonly tokens: number }[]
  addUsage(rows: readonly UsageRow[]): void
  reservations(): ReservationRow[]
  addReservation(row: ReservationRow): void
  removeReservation(id: string): void
  closed(id: string): ClosedRow | undefined
  close(row: ClosedRow): void
  forgetClosed(id: string): void
  oldestClosedMs(): number | undefined
  /** At most `rows` of those that ended before `ms`, oldest first; returns how many went. */
  forgetClosedBefore(ms: number, rows: number): number
  forgetDaysBefore(day: number): void
  forgetDay(day: number): void
  /** Everything but the rows of days; returns how many rows went. */
  eraseUsage(): number
}
