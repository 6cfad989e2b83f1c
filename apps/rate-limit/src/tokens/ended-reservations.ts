import { isKeyed } from '@bulkhead/contracts/admission/reservation-id'

import type { Books, ClosedState } from '../page/books.ts'
import { dayOf } from './calendar.ts'
import type { Day, DayBook } from './day-book.ts'
import type { OpenReservations } from './open-reservations.ts'

/** What an id means here: `held` by an earlier call (0 once settled), or free; `reopened` if it was released before. */
export interface Earlier {
  readonly held?: number
  readonly reopened: boolean
}

/** What was taken off for an id that ended. */
export interface Taken {
  readonly day: Day
  readonly reserved: number
  /** Storage says how the id ended before, so it must say how it ends now. */
  readonly isRemembered: boolean
}

/**
 * Reservations that are no longer open. How they ended is stored only where it matters: of ids that may come
 * again, and of those that were given back or have expired although a settlement may still come.
 */
export class EndedReservations {
  readonly #store: Books
  readonly #book: DayBook
  readonly #open: OpenReservations
  /** Released but not yet marked so in storage; marked before any cover is lowered, or a repeat could release another's tokens. */
  readonly #released = new Set<string>()

  constructor(store: Books, book: DayBook, open: OpenReservations) {
    this.#store = store
    this.#book = book
    this.#open = open
  }

  get hasUnmarked(): boolean {
    return this.#released.size > 0
  }

  lookUp(id: string): Earlier {
    const open = this.#open.get(id)
    if (open !== undefined) return { held: open.tokens, reopened: false }
    if (!isKeyed(id)) return { reopened: false }
    if (this.isReleased(id)) return { reopened: true }
    const state = this.state(id)
    return { ...(state === undefined ? {} : { held: this.#writtenOff(id) }), reopened: false }
  }

  /**
   * Whether a settlement of the id has something to take off: the id is held, or ended otherwise, or may be among
   * what a crash forgot.
   */
  knows(id: string, nowMs: number): boolean {
    if (this.#open.has(id) || this.#book.hasLost(nowMs)) return true
    return this.isReleased(id) || this.state(id) !== undefined
  }

  isReleased(id: string): boolean {
    return this.#released.has(id) || this.state(id) === 'released'
  }

  state(id: string): ClosedState | undefined {
    return this.#store.closed(id)?.state
  }

  /** What an expired reservation counts as spent, until its settlement comes; 0 for others. */
  #writtenOff(id: string): number {
    const closed = this.#store.closed(id)
    return closed?.state === 'expired' ? closed.tokens : 0
  }

  /**
   * Gives a whole reservation back; `claimed` is what its owner says it held, for one that a crash forgot. The day
   * is returned if its cover is now further ahead.
   */
  release(id: string, claimed: number, nowMs: number): Day | undefined {
    if (this.#released.has(id)) return undefined
    const open = this.#open.get(id)
    if (open !== undefined && !open.stored) {
      this.#released.add(id)
      return this.#open.drop(id, open)
    }
    if (open === undefined && !this.#mayRelease(id)) return undefined
    const { day } = this.takeBack(id, claimed, nowMs)
    this.#store.close({ id, state: 'released', day: day.day, tokens: 0, closed_ms: nowMs })
    this.#book.save()
    return undefined
  }

  /** An id that was released is held anew: its mark goes, or its settlement would be taken for a stranger's. */
  reopen(id: string): void {
    this.#released.delete(id)
    this.#store.forgetClosed(id)
  }

  /** Takes off what the id holds, wherever it stands. `claimed` is what its owner says it reserved. */
  takeBack(id: string, claimed: number, nowMs: number): Taken {
    const today = dayOf(nowMs)
    const open = this.#open.get(id)
    if (open !== undefined) {
      return { day: this.#open.drop(id, open), reserved: open.tokens, isRemembered: false }
    }
    const closed = this.#store.closed(id)
    if (closed?.state === 'expired') {
      const day = this.#book.get(closed.day)
      day.writtenOff -= closed.tokens
      this.#book.touch(day)
      return { day, reserved: closed.tokens, isRemembered: true }
    }
    if (this.#released.delete(id) || closed?.state === 'released') {
      return { day: this.#book.get(today), reserved: 0, isRemembered: true }
    }
    return this.#takeForgotten(claimed, nowMs)
  }

  /** Takes a part off what a lease holds, wherever that stands. */
  takePart(id: string, claimed: number, nowMs: number): Taken {
    const open = this.#open.get(id)
    if (open !== undefined) {
      const reserved = Math.min(claimed, open.tokens)
      return { day: this.#open.reduce(id, open, claimed), reserved, isRemembered: false }
    }
    const closed = this.#store.closed(id)
    if (closed?.state !== 'expired') return this.#takeForgotten(claimed, nowMs)
    const reserved = Math.min(claimed, closed.tokens)
    const day = this.#book.get(closed.day)
    day.writtenOff -= reserved
    this.#book.touch(day)
    this.#store.close({ ...closed, tokens: closed.tokens - reserved })
    return { day, reserved, isRemembered: false }
  }

  /** A part of a lease was given back: the mark matters once nobody remembers the lease. */
  mark(id: string, nowMs: number): void {
    this.#store.close({ id, state: 'released', day: dayOf(nowMs), tokens: 0, closed_ms: nowMs })
  }

  /** To be called before any cover is lowered, see {@link EndedReservations.#released}. */
  markReleased(nowMs: number): void {
    for (const id of this.#released) {
      this.#store.close({ id, state: 'released', day: dayOf(nowMs), tokens: 0, closed_ms: nowMs })
    }
    this.#released.clear()
  }

  #takeForgotten(claimed: number, nowMs: number): Taken {
    const day = this.#book.ofForgotten(claimed, nowMs)
    day.lost -= Math.min(claimed, day.lost)
    this.#book.touch(day)
    return { day, reserved: claimed, isRemembered: false }
  }

  /** Of an id that is not held: unless it has ended, and as far as anybody can know that. */
  #mayRelease(id: string): boolean {
    const state = this.state(id)
    if (state === 'settled' || state === 'released') return false
    // It was settled, or a crash forgot it. What was forgotten stays held until it expires.
    return state !== undefined || isKeyed(id)
  }

  /** After an erasure. */
  clear(): void {
    this.#released.clear()
  }
}
