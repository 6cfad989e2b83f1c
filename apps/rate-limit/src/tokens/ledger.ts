import { isKeyed } from '@bulkhead/contracts/admission/reservation-id'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import {
  CLOSED_KEPT_MS,
  IN_FLIGHT_RETRY_MS,
  MAX_FLUSHED_RESERVATIONS,
  MAX_OPEN_RESERVATIONS,
  RARE_MS,
  SWEEP_ROWS,
  USAGE_KEPT_DAYS,
} from '../limits.ts'
import type { Books } from '../page/books.ts'
import type { Budget } from '../plan.ts'
import { coverBlock, isWrittenAlone, leftAfter, refusalOf, windowsOf, type Window } from './budget.ts'
import { dayOf, startOfDayMs } from './calendar.ts'
import type { Count } from './counted.ts'
import { claimedBy, IN_TOKENS, type Counting } from './counting.ts'
import { DayBook } from './day-book.ts'
import { EndedReservations, type Earlier, type Taken } from './ended-reservations.ts'
import { OpenReservations } from './open-reservations.ts'
import { SettledBatch, type Settled } from './settled-batch.ts'
import type { Unit } from './unit.ts'

/**
 * One budget of one subject: the tenant's or a key's, in tokens or money. At any moment settled + open reservations stay within every budget. What memory knows and storage does not is
 * covered: a restarted ledger takes the cover for held (`lost`), so a crash withholds tokens but never gives any away twice.
 */
export class Ledger {
  readonly #store: Books
  readonly #counting: Counting
  readonly #book: DayBook
  readonly #open: OpenReservations
  readonly #ended: EndedReservations
  #heldMs = Number.NEGATIVE_INFINITY

  constructor(store: Books, nowMs: number, counting: Counting = IN_TOKENS) {
    this.#store = store
    this.#counting = counting
    this.#book = new DayBook(store, nowMs)
    this.#open = new OpenReservations(store, this.#book)
    this.#ended = new EndedReservations(store, this.#book, this.#open)
  }

  get book(): DayBook {
    return this.#book
  }

  /** What has become of reservations. */
  get ended(): EndedReservations {
    return this.#ended
  }

  get unit(): Unit {
    return this.#counting.unit
  }

  /** How much the id holds, if it is open. */
  openAmount(id: string): number | undefined {
    return this.#open.get(id)?.tokens
  }

  windows(budget: Budget, nowMs: number): Window[] {
    return windowsOf(budget, dayOf(nowMs), (from, before) => this.#book.committed(from, before, nowMs))
  }

  /** Whether an earlier call already holds tokens under this id. */
  lookUp(id: string): Earlier {
    return this.#ended.lookUp(id)
  }

  /** Why `tokens` cannot be held; undefined when they can. Changes nothing. */
  refusalOf(windows: readonly Window[], tokens: number): BulkheadError | undefined {
    if (this.#open.size >= MAX_OPEN_RESERVATIONS) {
      return new BulkheadError('budget_in_flight', { retryAfterMs: IN_FLIGHT_RETRY_MS })
    }
    return refusalOf(windows, tokens, this.#counting.unit)
  }

  /**
   * Holds tokens that {@link refusalOf} let pass. Writes only what no ceiling covers, which is for tenants that ask
   * often: with every one that comes alone, something is written anyway.
   */
  hold(id: string, tokens: number, windows: readonly Window[], nowMs: number): void {
    const day = this.#book.get(dayOf(nowMs))
    const isRare = nowMs - this.#heldMs >= RARE_MS
    this.#heldMs = nowMs
    const isExact = isRare || this.#counting.isExact || windows.length === 0
    day.block = isExact ? 0 : coverBlock(leftAfter(windows, tokens))
    this.#open.add(id, day, { tokens, stored: isExact || isWrittenAlone(tokens, day.block), nowMs })
    if (day.covered > day.cover) {
      day.cover = day.covered + day.block
      this.#book.touch(day)
      this.#book.save()
    }
    this.#tighten(day.block, nowMs)
  }

  reopen(id: string): void {
    this.#ended.reopen(id)
  }

  /** One more admission leans on an open reservation. */
  claim(id: string): void {
    const open = this.#open.get(id)
    if (open !== undefined) open.claims += 1
  }

  /** One admission leans on it no more; the last one gives it back. */
  withdraw(id: string, nowMs: number): void {
    const open = this.#open.get(id)
    if (open === undefined) return
    open.claims -= 1
    if (open.claims <= 0) this.release(id, open.tokens, nowMs)
  }

  /** Gives a whole reservation back. `tokens` is what the caller says it held, for one that a crash forgot. */
  release(id: string, tokens: number, nowMs: number): void {
    const day = this.#ended.release(id, tokens, nowMs)
    if (day !== undefined) this.#tighten(day.block, nowMs)
  }

  /** Takes back a part of what a lease holds: it was not used. */
  giveBack(id: string, amount: number, nowMs: number): void {
    if (amount === 0) return
    const { day } = this.#ended.takePart(id, amount, nowMs)
    this.#open.storeReduced()
    this.#tighten(day.block, nowMs)
  }

  /**
   * Records real usage. Without `isNamed`, nothing but this ledger can recognise a settlement
   * that comes again, so that each is remembered.
   */
  settle(counts: readonly Count[], nowMs: number, isNamed = false): Settled {
    const batch = new SettledBatch()
    for (const count of counts) this.#settleOne(count, { nowMs, isNamed, batch })
    const settled = batch.save(this.#store)
    this.#open.storeReduced()
    // Nothing leans on the cover any more: with this write, storage knows everything.
    if (!this.#book.coversAny) this.#book.get(dayOf(nowMs)).block = 0
    this.#saveTight(nowMs)
    return settled
  }

  /** Whether anything is held that storage knows by a cover alone. */
  get hasUnstored(): boolean {
    return this.#book.coversAny
  }

  /** Whether a restarted ledger would have the same commitments to the token, as after a {@link flush}. */
  get isStored(): boolean {
    return !this.#book.coversAny && this.#book.slack() === 0 && !this.#ended.hasUnmarked
  }

  /**
   * Writes what storage does not know, so that a restarted ledger has the same commitments to the token. Returns false while reservations are left
   * for the next call. Whether there is something to write depends on how far storage is from the truth: a clean book may still be covered a block ahead.
   */
  flush(nowMs: number): boolean {
    const unstored = this.#open.unstored()
    const slack = this.#book.slack()
    if (unstored.length === 0 && slack === 0 && !this.#ended.hasUnmarked && !this.#book.isDirty) return true
    for (const [id, open] of unstored.slice(0, MAX_FLUSHED_RESERVATIONS)) this.#open.storeAlone(id, open)
    this.#book.get(dayOf(nowMs)).block = 0
    this.#saveTight(nowMs)
    return unstored.length <= MAX_FLUSHED_RESERVATIONS
  }

  /** Counts overdue reservations as spent at their estimate, until their settlement comes. */
  expire(nowMs: number): { readonly count: number; readonly tokens: number } {
    const overdue = this.#open.overdue(nowMs).slice(0, SWEEP_ROWS)
    const tokens = overdue.reduce((sum, [, open]) => sum + open.tokens, 0)
    if (overdue.length === 0) return { count: 0, tokens }
    for (const [id, open] of overdue) {
      const day = this.#open.drop(id, open)
      day.writtenOff += open.tokens
      this.#store.close({ id, state: 'expired', day: day.day, tokens: open.tokens, closed_ms: nowMs })
    }
    this.#saveTight(nowMs)
    return { count: overdue.length, tokens }
  }

  /** Forgets ids that no repeat can bring back, and days that no budget counts. False when more are left than one sweep takes. */
  prune(nowMs: number): boolean {
    this.#book.forgetBefore(dayOf(nowMs) - USAGE_KEPT_DAYS)
    return this.#store.forgetClosedBefore(nowMs - CLOSED_KEPT_MS, SWEEP_ROWS) < SWEEP_ROWS
  }

  /** When there is something to expire or forget; infinite when nothing waits. */
  nextDueMs(): number {
    let dueMs = this.#open.firstExpiryMs()
    for (const { day } of this.#book.all()) dueMs = Math.min(dueMs, startOfDayMs(day + USAGE_KEPT_DAYS + 1))
    const oldestMs = this.#store.oldestClosedMs()
    return oldestMs === undefined ? dueMs : Math.min(dueMs, oldestMs + CLOSED_KEPT_MS)
  }

  /** Forgets who used what on which model; keeps the bare sums that this month's budgets stand on, or erasing would refill them. */
  erase(nowMs: number): number {
    const rows = this.#book.carryOver(nowMs) + this.#store.eraseUsage()
    this.#open.clear()
    this.#ended.clear()
    return rows
  }

  #settleOne(
    count: Count,
    {
      nowMs,
      isNamed,
      batch,
    }: { readonly nowMs: number; readonly isNamed: boolean; readonly batch: SettledBatch },
  ): void {
    const { reservationId: id } = count.settlement
    if (batch.has(id)) return
    // What is open was not settled yet, so the usual case asks storage nothing.
    if (count.from === 'reservation' && !this.#open.has(id) && this.#ended.state(id) === 'settled') return
    const { day, reserved, isRemembered } = this.#take(count, nowMs)
    const used = this.#counting.used(count)
    day.settled += used
    const mustRemember = isRemembered || !isNamed || isKeyed(id) || count.from === 'forgotten'
    batch.add(count, { day: day.day, used, reserved, nowMs, mustRemember })
  }

  /** Takes off what was held for it. */
  #take(count: Count, nowMs: number): Taken {
    const { reservationId, leased } = count.settlement
    const claimed = claimedBy(count, this.#counting)
    if (count.from === 'nothing') {
      return { day: this.#book.get(dayOf(nowMs)), reserved: 0, isRemembered: true }
    }
    if (leased !== undefined) return this.#ended.takePart(leased.lease, claimed, nowMs)
    return this.#ended.takeBack(reservationId, claimed, nowMs)
  }

  /** Two blocks are 1 % of what is left, so a crash strands at most that much, and never more than the budget has. */
  #tighten(block: number, nowMs: number): void {
    if (this.#book.slack() > 2 * block) this.#saveTight(nowMs)
  }

  /** Saves the days with their covers as low as they may be; what was released since is marked first. */
  #saveTight(nowMs: number): void {
    this.#ended.markReleased(nowMs)
    this.#book.lowerCovers(dayOf(nowMs))
    this.#book.save()
  }
}
