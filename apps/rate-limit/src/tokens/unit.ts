import { dollarsOf } from '@bulkhead/spending/dollars'

/** What a budget counts, and how callers read it. */
export interface Unit {
  readonly name: 'tokens' | 'spend'
  readonly show: (amount: number) => number | string
  /** What to say when it is spent; left out: as the catalogue says. */
  readonly exceeded?: string
}

export const TOKENS: Unit = { name: 'tokens', show: (tokens) => tokens }

/** Counted in nano-dollars. */
export const SPEND: Unit = {
  name: 'spend',
  show: dollarsOf,
  exceeded: 'The budget in US dollars is spent. Wait until it resets (see "details") or have it raised.',
}
