import type { Books, ClosedRow, DayRow, ReservationRow, UsageRow } from '../page/books.ts'

/** What a ledger keeps, without a database: for models that take very many steps. */
export class MemoryBooks implements Books {
  /** As a row of the database holds it, written with every day. */
  batches = ''
  storedBatches = ''
  readonly #days = new Map<number, DayRow>()
  readonly #usage = new Map<number, number>()
  readonly #reservations = new Map<string, ReservationRow>()
  readonly #closed = new Map<string, ClosedRow>()

  days(): DayRow[] {
    return [...this.#days.values()]
  }
  saveDay(row: DayRow): void {
    this.#days.set(row.day, row)
    this.storedBatches = this.batches
  }
  settledByDay() {
    return [...this.#usage].map(([day, tokens]) => ({ day, tokens }))
  }
  addUsage(rows: readonly UsageRow[]): void {
    for (const { day, prompt_tokens, completion_tokens } of rows) {
      this.#usage.set(day, (this.#usage.get(day) ?? 0) + prompt_tokens + completion_tokens)
    }
  }
  reservations(): ReservationRow[] {
    return [...this.#reservations.values()]
  }
  addReservation(row: ReservationRow): void {
    this.#reservations.set(row.id, row)
  }
  removeReservation(id: string): void {
    this.#reservations.delete(id)
  }
  closed(id: string): ClosedRow | undefined {
    return this.#closed.get(id)
  }
  close(row: ClosedRow): void {
    this.#closed.set(row.id, row)
  }
  forgetClosed(id: string): void {
    this.#closed.delete(id)
  }
  oldestClosedMs(): number | undefined {
    return undefined
  }
  forgetClosedBefore(): number {
    return 0
  }
  forgetDaysBefore(): void {}
  forgetDay(day: number): void {
    this.#days.delete(day)
  }
  eraseUsage(): number {
    return 0
  }
}
