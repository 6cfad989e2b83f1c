import { useQuery } from '@tanstack/react-query'

import { formatCount, formatMoney } from '../../pieces/text/format.ts'
import { tenantUsageQuery, type Usage } from '../../records/tenants.ts'
import type { Measure } from './usage-line.ts'

interface DailyBudget {
  readonly daily: { readonly value: number; readonly label: string } | undefined
  readonly monthly: number | undefined
}

const NONE: DailyBudget = { daily: undefined, monthly: undefined }

/** The budget lines of one tenant for what is shown; none over all tenants, and none of requests. */
export function useDailyBudget(tenant: string | undefined, measure: Measure): DailyBudget {
  const { data } = useQuery({ ...tenantUsageQuery(tenant ?? ''), enabled: tenant !== undefined })
  return tenant === undefined || data === undefined ? NONE : budgetsOf(data.data, measure)
}

/** The budget lines of whose usage it is. */
export function budgetsOf({ limits }: Pick<Usage, 'limits'>, measure: Measure): DailyBudget {
  if (measure === 'requests') return NONE
  return measure === 'tokens' ? ofTokens(limits) : ofMoney(limits)
}

function ofTokens({ tokensPerDay, tokensPerMonth }: Usage['limits']): DailyBudget {
  const limit = tokensPerDay?.limit
  const daily = limit === undefined ? undefined : { value: limit, label: `${formatCount(limit)} a day` }
  return { daily, monthly: tokensPerMonth?.limit }
}

function ofMoney({ spendPerDay, spendPerMonth }: Usage['limits']): DailyBudget {
  const limit = spendPerDay?.limit
  const daily =
    limit === undefined ? undefined : { value: Number(limit), label: `${formatMoney(limit)} a day` }
  return { daily, monthly: spendPerMonth === undefined ? undefined : Number(spendPerMonth.limit) }
}
