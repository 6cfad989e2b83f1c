import { Button } from '@cloudflare/kumo/components/button'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { ErrorState } from '../../pieces/feedback/states.tsx'
import { LimitBar } from '../../pieces/limit-bar.tsx'
import { formatCount, formatMoney } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import { tenantUsageQuery, type Tenant } from '../../records/tenants.ts'
import { BUDGET_NAMES, budgetStates, percentsOf, type BudgetState } from './budget-state.ts'

interface TenantBudgetsProps {
  readonly tenant: Tenant
  readonly mayEdit: boolean
  readonly onEdit: () => void
}

const USUAL_THRESHOLDS = [0.5, 0.8, 1]

/** One tenant's budgets as bars, straight from the object that decides. */
export function TenantBudgets({ tenant, mayEdit, onEdit }: TenantBudgetsProps) {
  const { data, error, refetch } = useQuery(tenantUsageQuery(tenant.id))
  const thresholds = thresholdsIn(tenant)
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-4 lg:grid-cols-[14rem_1fr_auto]">
      <div className="min-w-0">
        <Link
          to="/tenants/$tenantId"
          params={{ tenantId: tenant.id }}
          className="font-medium text-kumo-link underline underline-offset-2"
        >
          {tenant.name}
        </Link>
        <p className="text-xs text-kumo-subtle">Notices at {percentsOf(thresholds)} %</p>
      </div>
      {error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {error === null && data === undefined && <div className="h-9 animate-pulse rounded-lg bg-kumo-tint" />}
      {data !== undefined && <Bars states={budgetStates(data.data.limits, thresholds)} />}
      {mayEdit && tenant.managedBy === 'api' && (
        <Button size="sm" onClick={onEdit} aria-label={`Edit the thresholds of ${tenant.name}`}>
          Thresholds
        </Button>
      )}
    </li>
  )
}

export function thresholdsIn(tenant: Tenant): readonly number[] {
  const alerts: unknown = tenant.effective?.['alerts'] ?? tenant.alerts
  const thresholds: unknown =
    typeof alerts === 'object' && alerts !== null ? Reflect.get(alerts, 'thresholds') : []
  const shares = Array.isArray(thresholds) ? thresholds.filter((share) => typeof share === 'number') : []
  return shares.length === 0 ? USUAL_THRESHOLDS : shares
}

function Bars({ states }: { readonly states: readonly BudgetState[] }) {
  if (states.length === 0)
    return <p className="text-kumo-subtle">No budget is set: nothing limits what it costs.</p>
  return (
    <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
      {states.map((state) => (
        <LimitBar
          key={state.budget}
          label={BUDGET_NAMES[state.budget]}
          used={state.used}
          reserved={state.reserved}
          limit={state.limit}
          value={`${Math.round(state.share * 100)} % · ${amount(state, state.used)} of ${amount(state, state.limit)}`}
          note={
            <>
              {stateOf(state)} · resets <Time at={state.resetsAt} relative />
            </>
          }
        />
      ))}
    </div>
  )
}

function stateOf({ share, crossed }: BudgetState): string {
  if (share >= 1) return 'exhausted'
  return crossed === undefined ? 'below every threshold' : `crossed ${Math.round(crossed * 100)} %`
}

function amount({ budget }: BudgetState, value: number): string {
  return budget.startsWith('spend') ? formatMoney(String(value)) : formatCount(value)
}
