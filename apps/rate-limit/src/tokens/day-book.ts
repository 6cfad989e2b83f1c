import { CLOSED_KEPT_MS, RESERVATION_TTL_MS } from '../limits.ts'
import type { Books, DayRow } from '../page/books.ts'
import type { Committed } from './budget.ts'
import { dayOf, monthOf } from './calendar.ts'

/** One UTC day of a budget, in its unit unless it says otherwise. */
export interface Day {
  readonly day: number
  /** How many requests were admitted. */
  requests: number
  /** Real usage. */
  settled: number
  /** Estimates of reservations that expired and whose settlement has not come. */
  writtenOff: number
  /** Held by reservations that a crash forgot: their settlements take from it. */
  lost: number
  /** Until then what a crash forgot may still be running, so it is in flight and not yet spent. */
  lostUntilMs: number
  /** What was used before the tenant's data was erased. */
  carried: number
  /** Held by open reservations… */
  open: number
  /** …of these by reservations that are not stored one by one. */
  covered: number
  /** Stored, and never below `covered`: what a restarted object takes for lost. */
  cover: number
  /** How far `cover` may be ahead. */
  block: number
}

/** The days of one budget in memory, each backed by one row. */
export class DayBook {
  readonly #store: Books
  readonly #days = new Map<number, Day>()
  readonly #dirty = new Set<Day>()
  readonly #foundCover: boolean

  constructor(store: Books, nowMs: number) {
    this.#store = store
    for (const row of store.days()) this.#days.set(row.day, dayFrom(row))
    for (const { day, tokens } of store.settledByDay()) this.get(day).settled += tokens
    this.#foundCover = this.isCovered
    for (const day of this.#days.values()) {
      if (day.cover === 0) continue
      this.lose(day, day.cover, nowMs)
      day.cover = 0
    }
    this.save()
  }

  get(number: number): Day {
    const known = this.#days.get(number)
    if (known !== undefined) return known
    const day = emptyDay(number)
    this.#days.set(number, day)
    return day
  }

  all(): Iterable<Day> {
    return this.#days.values()
  }

  /** What stands against the budget of the days from `from` to before `before`. */
  committed(from: number, before: number, nowMs: number): Committed {
    let spent = 0
    let open = 0
    for (const day of this.#days.values()) {
      if (day.day < from || day.day >= before) continue
      spent += day.settled + day.carried + this.unsettled(day, nowMs)
      open += day.open + lostOpen(day, nowMs)
    }
    return { spent, open }
  }

  /** Reservations of so many tokens are known no longer; their settlements may still come. */
  lose(day: Day, tokens: number, nowMs: number): void {
    day.lost += tokens
    if (tokens > 0) day.lostUntilMs = nowMs + RESERVATION_TTL_MS
    this.touch(day)
  }

  /** Admitted requests, for the record; written with the next change that is. */
  countRequests(count: number, nowMs: number): void {
    const day = this.get(dayOf(nowMs))
    day.requests += count
    this.touch(day)
  }

  /** Counted as spent although no settlement has told by whom. */
  unsettled(day: Day, nowMs: number): number {
    return day.writtenOff + day.lost - lostOpen(day, nowMs)
  }

  /**
   * The day a forgotten reservation is taken from: the newest that lost as much, so that no day is charged what it
   * never lost. What held nothing was not forgotten.
   */
  ofForgotten(tokens: number, nowMs: number): Day {
    const losers = tokens === 0 ? [] : [...this.#days.values()].filter((day) => mayBeSettled(day, nowMs))
    const newest = losers.sort((a, b) => b.day - a.day)
    return newest.find((day) => day.lost >= tokens) ?? newest[0] ?? this.get(dayOf(nowMs))
  }

  /** Its row is written by the next {@link save}. */
  touch(day: Day): void {
    this.#dirty.add(day)
  }

  get isDirty(): boolean {
    return this.#dirty.size > 0
  }

  save(): void {
    for (const day of this.#dirty) this.#store.saveDay(rowFrom(day))
    this.#dirty.clear()
  }

  /** Whether a reservation is held that only a cover stands for. */
  get coversAny(): boolean {
    for (const day of this.#days.values()) if (day.covered > 0) return true
    return false
  }

  /** Whether a crash has forgotten reservations that may still be settled. */
  hasLost(nowMs: number): boolean {
    for (const day of this.#days.values()) if (mayBeSettled(day, nowMs)) return true
    return false
  }

  /** Whether a restarted object would find a cover. */
  get isCovered(): boolean {
    for (const day of this.#days.values()) if (day.cover > 0) return true
    return false
  }

  /** Whether this one found a cover when it started: the one before it was not quiet at its end. */
  get foundCover(): boolean {
    return this.#foundCover
  }

  /** How far all covers together are ahead of what they cover. */
  slack(): number {
    let slack = 0
    for (const day of this.#days.values()) slack += day.cover - day.covered
    return slack
  }

  /** Brings every cover down to what it covers, today's to one block above. */
  lowerCovers(today: number): void {
    for (const day of this.#days.values()) {
      const lowest = day.covered + (day.day === today ? day.block : 0)
      if (day.cover <= lowest) continue
      day.cover = lowest
      this.touch(day)
    }
  }

  forgetBefore(number: number): void {
    for (const day of this.#days.values()) {
      if (day.day >= number) continue
      this.#days.delete(day.day)
      this.#dirty.delete(day)
    }
    this.#store.forgetDaysBefore(number)
  }

  /**
   * Leaves of this month only bare sums: today's, and those of the days before it in one row. What was held counts as lost, so that late
   * settlements still take from it. Returns how many rows went.
   */
  carryOver(nowMs: number): number {
    const today = dayOf(nowMs)
    const { first } = monthOf(today)
    const old = [...this.#days.values()]
    this.#days.clear()
    this.#dirty.clear()
    for (const day of old) {
      this.#store.forgetDay(day.day)
      if (day.day < first) continue
      const kept = this.get(day.day === today ? today : first)
      kept.carried += day.settled + day.writtenOff + day.carried
      this.lose(kept, day.lost + day.open, nowMs)
    }
    this.save()
    return old.filter((day) => !this.#days.has(day.day)).length
  }
}

function lostOpen(day: Day, nowMs: number): number {
  return nowMs < day.lostUntilMs ? day.lost : 0
}

/** Nobody settles later than how others ended is remembered. */
function mayBeSettled({ lost, lostUntilMs }: Day, nowMs: number): boolean {
  return lost > 0 && nowMs < lostUntilMs + CLOSED_KEPT_MS
}

function emptyDay(day: number): Day {
  return {
    day,
    requests: 0,
    settled: 0,
    writtenOff: 0,
    lost: 0,
    lostUntilMs: 0,
    carried: 0,
    open: 0,
    covered: 0,
    cover: 0,
    block: 0,
  }
}

function dayFrom(row: DayRow): Day {
  return {
    ...emptyDay(row.day),
    requests: row.requests,
    writtenOff: row.written_off_tokens,
    lost: row.lost_tokens,
    lostUntilMs: row.lost_until_ms,
    carried: row.carried_tokens,
    cover: row.cover_tokens,
  }
}

function rowFrom(day: Day): DayRow {
  return {
    day: day.day,
    requests: day.requests,
    written_off_tokens: day.writtenOff,
    lost_tokens: day.lost,
    lost_until_ms: day.lostUntilMs,
    carried_tokens: day.carried,
    cover_tokens: day.cover,
  }
}
