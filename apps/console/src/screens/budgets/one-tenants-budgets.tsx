import { useQuery } from '@tanstack/react-query'

import { ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { tenantQuery, tenantUsageQuery } from '../../records/tenants.ts'
import { BudgetRow } from './budget-row.tsx'
import { budgetStates } from './budget-state.ts'
import { thresholdsIn } from './thresholds-in.ts'

interface OneTenantsBudgetsProps {
  readonly tenantId: string
  readonly onEdit: (() => void) | undefined
}

/** Of one tenant, live from the object that decides its requests. */
export function OneTenantsBudgets({ tenantId, onEdit }: OneTenantsBudgetsProps) {
  const tenant = useQuery(tenantQuery(tenantId))
  const usage = useQuery(tenantUsageQuery(tenantId))
  const error = tenant.error ?? usage.error
  if (tenant.data === undefined || usage.data === undefined) {
    if (error === null) return <LoadingState what="its budgets" />
    return <ErrorState error={error} retry={() => void Promise.all([tenant.refetch(), usage.refetch()])} />
  }
  const thresholds = thresholdsIn(tenant.data.data)
  return (
    <ul>
      <BudgetRow
        tenantId={tenantId}
        name={tenant.data.data.name}
        thresholds={thresholds}
        states={budgetStates(usage.data.data.limits, thresholds)}
        note="live"
        onEdit={onEdit}
      />
    </ul>
  )
}
