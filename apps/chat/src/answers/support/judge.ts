import type { Support } from '@bulkhead/contracts/http/sessions'

import type { Evidence } from './evidence.ts'
import { hasNegation } from './negation.ts'
import { speechOf, type Speech } from './speech.ts'
import { termsOf, type Term } from './terms.ts'

/** A statement of an answer, taken apart. */
export interface Claim {
  readonly terms: readonly Term[]
  readonly speech: Speech
  readonly hasNegation: boolean
}

export interface Judgement {
  readonly support: Support
  /** Which share of the claim the evidence holds, 0 to 1. */
  readonly score: number
  /** How much of it, in words. */
  readonly held: number
  /** A number, date or code of the claim is in no evidence. */
  readonly lacksNumber: boolean
}

const WEIGHTS = { number: 2, month: 2, code: 2, word: 1, gram: 0.5 } as const
/** Below this share nothing of the claim is supported; the higher one is for claims none of whose numbers are. */
const LEAST_SHARE = 0.2
const LEAST_SHARE_WITHOUT_NUMBERS = 0.4
/** Who says the same in a script without spaces shares not every pair of characters. */
const FULL_GRAMS = 0.75

export function claimOf(statement: string): Claim {
  return { terms: termsOf(statement), speech: speechOf(statement), hasNegation: hasNegation(statement) }
}

/**
 * How far a claim rests on the evidence. In another language words cannot be compared: then numbers, dates,
 * codes and shared names alone decide, and never for `full`. What another cited source says (`elsewhere`) need
 * not be in this one.
 */
export function judge(
  { terms, hasNegation: denies }: Claim,
  evidence: readonly Evidence[],
  isComparable: boolean,
  elsewhere: readonly Evidence[] = [],
): Judgement {
  const found = terms.map((term) => evidence.some((text) => text.holds(term)))
  const counted = terms.filter((term, at) => isComparable || found[at] === true || isExact(term))
  const held = weightOf(terms.filter((_, at) => found[at]))
  const all = weightOf(counted)
  const exact = terms.filter(isExact)
  const lacking = exact.filter((term) => !found[terms.indexOf(term)])
  const score = all === 0 ? 0 : held / all
  const isDenied = evidence.some((text) => text.hasNegation)
  const isWhole = lacking.length === 0 && isComparable && denies === isDenied && hasAllWords(terms, found)
  const isElsewhere = (term: Term) => elsewhere.some((text) => text.holds(term))
  const lacksAll = exact.length > 0 && lacking.length === exact.length && !lacking.every(isElsewhere)
  return {
    score,
    held,
    lacksNumber: lacking.length > 0,
    support: isNone(counted, score, lacksAll) ? 'none' : isWhole && all > 0 ? 'full' : 'partial',
  }
}

function isExact({ kind }: Term): boolean {
  return kind === 'number' || kind === 'month' || kind === 'code'
}

function weightOf(terms: readonly Term[]): number {
  return terms.reduce((sum, { kind }) => sum + WEIGHTS[kind], 0)
}

function hasAllWords(terms: readonly Term[], found: readonly boolean[]): boolean {
  const grams = terms.flatMap(({ kind }, at) => (kind === 'gram' ? [found[at] === true] : []))
  const held = grams.filter(Boolean).length
  return (
    held >= FULL_GRAMS * grams.length && terms.every(({ kind }, at) => kind === 'gram' || found[at] === true)
  )
}

/** A claim of a word or none, such as "Yes", cannot be judged. */
function isNone(terms: readonly Term[], score: number, lacksAll: boolean): boolean {
  if (weightOf(terms) < 2) return false
  return score < (lacksAll ? LEAST_SHARE_WITHOUT_NUMBERS : LEAST_SHARE)
}
