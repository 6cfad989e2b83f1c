import type { Count } from './counted.ts'
import { TOKENS, type Unit } from './unit.ts'

/** What a ledger counts of a settlement, and in which unit. */
export interface Counting {
  readonly unit: Unit
  /** What was used. */
  readonly used: (count: Count) => number
  /** What was reserved, as its owner says. */
  readonly claimed: (count: Count) => number
  /** Each reservation is written by itself: its owner cannot say afterwards how much it was. */
  readonly isExact: boolean
}

export const IN_TOKENS: Counting = {
  unit: TOKENS,
  used: ({ tokens }) => tokens,
  claimed: ({ settlement }) => settlement.reservedTokens,
  isExact: false,
}

/** Of what is forgotten, no more than was used: it may have been settled, and what is held be others'. */
export function claimedBy(count: Count, { claimed, used }: Counting): number {
  return count.from === 'forgotten' ? Math.min(claimed(count), used(count)) : claimed(count)
}
