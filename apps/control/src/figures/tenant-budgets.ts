import type { BudgetState, TenantBudgets } from '@bulkhead/contracts/http/admin/figures'
import { dollarsOf } from '@bulkhead/spending/dollars'
import type * as z from 'zod/mini'

import { settingsOf } from '../config/resolve-config.ts'
import type { Tables } from '../desk/tables.ts'
import type { StandingRow } from '../tables/figures/standing-table.ts'

type State = z.infer<typeof BudgetState>

/** Where each budget of a tenant stands; undefined for a tenant that is gone. */
export function tenantBudgets(tables: Tables, row: StandingRow, nowMs: number): TenantBudgets | undefined {
  const tenant = tables.tenants.find(row.tenantId)
  if (tenant === undefined) return undefined
  const { thresholds } = settingsOf(tables, tenant).alerts
  return {
    tenantId: tenant.id,
    name: tenant.name,
    asOf: new Date(row.atMs).toISOString(),
    budgets: row.budgets.map((budget) => stateOf(budget, thresholds, nowMs)),
  }
}

/** A window that has ended since the report is empty: nothing was used, or there would be another report. */
function stateOf(
  { budget, limit, used, reserved, resetsAtMs }: StandingRow['budgets'][number],
  thresholds: readonly number[],
  nowMs: number,
): State {
  const show = budget.startsWith('spend') ? dollarsOf : (amount: number) => amount
  const isOver = resetsAtMs <= nowMs
  const filled = isOver ? 0 : used + reserved
  return {
    budget,
    limit: show(limit),
    used: show(isOver ? 0 : used),
    reserved: show(isOver ? 0 : reserved),
    share: filled / limit,
    resetsAt: new Date(isOver ? nextReset(budget, nowMs) : resetsAtMs).toISOString(),
    thresholds: thresholds.map((threshold) => ({ threshold, crossed: filled >= threshold * limit })),
  }
}

function nextReset(budget: string, nowMs: number): number {
  const now = new Date(nowMs)
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()]
  return budget.endsWith('Day') ? Date.UTC(year, month, now.getUTCDate() + 1) : Date.UTC(year, month + 1)
}

/** Of the fullest budget. */
export function fullestShare({ budgets }: TenantBudgets): number {
  return Math.max(0, ...budgets.map(({ share }) => share))
}
