import type { TenantBudgets } from '@bulkhead/contracts/http/admin/figures'

import type { Usage } from '../../records/tenants.ts'

/** Of a tenant that sets none. */
export const USUAL_THRESHOLDS: readonly number[] = [0.5, 0.8, 1]

const BUDGETS = ['tokensPerDay', 'tokensPerMonth', 'spendPerDay', 'spendPerMonth'] as const
export type BudgetName = (typeof BUDGETS)[number]

export const BUDGET_NAMES: Readonly<Record<BudgetName, string>> = {
  tokensPerDay: 'Tokens a day',
  tokensPerMonth: 'Tokens a month',
  spendPerDay: 'Cost a day',
  spendPerMonth: 'Cost a month',
}

/** Where one budget of a tenant stands. */
export interface BudgetState {
  readonly budget: BudgetName
  readonly used: number
  readonly reserved: number
  readonly limit: number
  /** Of the limit, what is settled. */
  readonly share: number
  readonly resetsAt: string
  /** The highest threshold that was crossed. */
  readonly crossed: number | undefined
}

/** Those that are set, the fullest first. */
export function budgetStates(limits: Usage['limits'], thresholds: readonly number[]): BudgetState[] {
  const states = BUDGETS.flatMap((budget) => {
    const found = limits[budget]
    if (found === undefined) return []
    const [used, reserved, limit] = [Number(found.used), Number(found.reserved), Number(found.limit)]
    const share = limit === 0 ? 1 : used / limit
    const crossed = thresholds.toSorted((a, b) => b - a).find((threshold) => share >= threshold)
    return [{ budget, used, reserved, limit, share, resetsAt: found.resetsAt, crossed }]
  })
  return states.toSorted((a, b) => b.share - a.share)
}

/** As the overview of all tenants has them. */
export function reportedStates(budgets: TenantBudgets['budgets']): BudgetState[] {
  return budgets.map(({ budget, used, reserved, limit, resetsAt, thresholds }) => {
    const crossed = thresholds.filter((one) => one.crossed).map(({ threshold }) => threshold)
    return {
      budget,
      used: Number(used),
      reserved: Number(reserved),
      limit: Number(limit),
      share: Number(limit) === 0 ? 1 : Number(used) / Number(limit),
      resetsAt,
      crossed: crossed.length === 0 ? undefined : Math.max(...crossed),
    }
  })
}

/** `0.5, 0.8, 1` as people write it, and back; undefined when it is nothing of the kind. */
export function percentsOf(thresholds: readonly number[]): string {
  return thresholds.map((threshold) => Math.round(threshold * 100)).join(', ')
}

export function thresholdsOf(text: string): number[] | undefined {
  const percents = text
    .split(/[\s,;%]+/)
    .filter((part) => part !== '')
    .map(Number)
  const isRight =
    percents.length > 0 && percents.every((one) => Number.isInteger(one) && one >= 1 && one <= 100)
  return isRight ? [...new Set(percents)].toSorted((a, b) => a - b).map((one) => one / 100) : undefined
}
