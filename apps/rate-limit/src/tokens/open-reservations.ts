import { RESERVATION_TTL_MS } from '../limits.ts'
import type { Books } from '../page/books.ts'
import type { Day, DayBook } from './day-book.ts'

export interface Open {
  readonly day: number
  tokens: number
  readonly expiresMs: number
  /** It has a row of its own; otherwise the day's cover stands for it. */
  stored: boolean
  /** How many admissions lean on it. */
  claims: number
}

/** Reservations that are neither settled nor released; every change keeps the sums of their days. */
export class OpenReservations {
  readonly #store: Books
  readonly #book: DayBook
  readonly #byId = new Map<string, Open>()
  readonly #reduced = new Set<string>()

  constructor(store: Books, book: DayBook) {
    this.#store = store
    this.#book = book
    for (const { id, day, tokens, expires_ms } of store.reservations()) {
      this.#byId.set(id, { day, tokens, expiresMs: expires_ms, stored: true, claims: 1 })
      book.get(day).open += tokens
    }
  }

  get size(): number {
    return this.#byId.size
  }

  get(id: string): Open | undefined {
    return this.#byId.get(id)
  }

  has(id: string): boolean {
    return this.#byId.has(id)
  }

  /** `stored`: with a row of its own; otherwise the caller sees to the day's cover. */
  add(id: string, day: Day, { tokens, stored, nowMs }: { tokens: number; stored: boolean; nowMs: number }) {
    const open: Open = { day: day.day, tokens, expiresMs: nowMs + RESERVATION_TTL_MS, stored, claims: 1 }
    this.#byId.set(id, open)
    day.open += tokens
    if (stored) this.#write(id, open)
    else day.covered += tokens
  }

  /** Takes it off its day, which is returned. */
  drop(id: string, open: Open): Day {
    const day = this.#book.get(open.day)
    day.open -= open.tokens
    this.#book.touch(day)
    this.#byId.delete(id)
    if (open.stored) this.#store.removeReservation(id)
    else day.covered -= open.tokens
    return day
  }

  /** Takes a part off it; returns its day. */
  reduce(id: string, open: Open, tokens: number): Day {
    if (tokens >= open.tokens) return this.drop(id, open)
    const day = this.#book.get(open.day)
    open.tokens -= tokens
    day.open -= tokens
    this.#book.touch(day)
    if (open.stored) this.#reduced.add(id)
    else day.covered -= tokens
    return day
  }

  /** Writes the rows of those that are less than their rows say. */
  storeReduced(): void {
    for (const id of this.#reduced) {
      const open = this.#byId.get(id)
      if (open !== undefined) this.#write(id, open)
    }
    this.#reduced.clear()
  }

  /** From now on its own row stands for it, and no longer the cover. */
  storeAlone(id: string, open: Open): void {
    this.#book.get(open.day).covered -= open.tokens
    open.stored = true
    this.#write(id, open)
  }

  unstored(): [id: string, open: Open][] {
    return [...this.#byId].filter(([, open]) => !open.stored)
  }

  overdue(nowMs: number): [id: string, open: Open][] {
    return [...this.#byId].filter(([, open]) => open.expiresMs <= nowMs)
  }

  /** When the first one expires; infinite when none is open. */
  firstExpiryMs(): number {
    let firstMs = Number.POSITIVE_INFINITY
    for (const { expiresMs } of this.#byId.values()) firstMs = Math.min(firstMs, expiresMs)
    return firstMs
  }

  /** After an erasure, which removes their rows and carries their days over. */
  clear(): void {
    this.#byId.clear()
    this.#reduced.clear()
  }

  #write(id: string, { day, tokens, expiresMs }: Open): void {
    this.#store.addReservation({ id, day, tokens, expires_ms: expiresMs })
  }
}
