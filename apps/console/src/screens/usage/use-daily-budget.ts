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
  if (tenant === undefined || data === undefined || measure === 'requests') return NONE
  const { limits } = data.data
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
