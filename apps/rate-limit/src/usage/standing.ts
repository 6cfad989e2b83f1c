import type { BudgetStanding, Standing, UsedSums } from '@bulkhead/contracts/record/standing'

import type { Accounts } from '../accounts/accounts.ts'
import { KEY_COST_DAYS, KEY_COSTS_EVERY_MS } from '../limits.ts'
import type { Plan } from '../plan.ts'
import { dateOf, dayOf } from '../tokens/calendar.ts'
import { SPEND } from '../tokens/unit.ts'

/** Where a tenant stands, for reports: what takes long is in every tenth of them only. */
export class Standings {
  #keyCostsMs = 0

  now(accounts: Accounts, plan: Plan, nowMs: number): Standing {
    const today = dayOf(nowMs)
    const first = dayOf(Date.parse(`${dateOf(today).slice(0, 7)}-01`))
    return {
      atMs: nowMs,
      date: dateOf(today),
      today: sumsFrom(accounts, today),
      month: sumsFrom(accounts, first),
      budgets: budgetsOf(accounts, plan, nowMs),
      ...this.#keyCosts(accounts, nowMs),
    }
  }

  #keyCosts({ usage }: Accounts, nowMs: number): Pick<Standing, 'keyCosts'> {
    if (nowMs - this.#keyCostsMs < KEY_COSTS_EVERY_MS) return {}
    this.#keyCostsMs = nowMs
    const costs = usage.keyCostsFrom(dayOf(nowMs) - KEY_COST_DAYS + 1)
    return {
      keyCosts: costs.map((row) => ({
        keyId: row.key_id,
        nanoDollars: row.unpriced > 0 ? null : row.nano_dollars,
      })),
    }
  }
}

function sumsFrom({ tenant, usage }: Accounts, day: number): UsedSums {
  const rows = usage.sumsFrom(day)
  const days = [...tenant.book.all()].filter((one) => one.day >= day)
  return {
    requests: days.reduce((sum, { requests }) => sum + requests, 0),
    tokens: rows.reduce((sum, { tokens }) => sum + tokens, 0),
    nanoDollars: rows.some(({ unpriced }) => unpriced > 0)
      ? null
      : rows.reduce((sum, { nano_dollars: nano }) => sum + nano, 0),
  }
}

function budgetsOf(accounts: Accounts, plan: Plan, nowMs: number): BudgetStanding[] {
  return accounts.purses(plan, undefined, nowMs).flatMap(({ ledger, budget }) =>
    ledger.windows(budget, nowMs).map(({ name, limit, spent, open, resetsAtMs }) => ({
      budget:
        `${ledger.unit === SPEND ? 'spend' : 'tokens'}${name === 'day' ? 'PerDay' : 'PerMonth'}` as const,
      limit,
      used: spent,
      reserved: open,
      resetsAtMs,
    })),
  )
}
