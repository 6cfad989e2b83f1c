import type { TenantBudgets } from '@bulkhead/contracts/http/admin/figures'
import { Button } from '@cloudflare/kumo/components/button'
import { GaugeIcon } from '@phosphor-icons/react'

import { usePages } from '../../api/pages.ts'
import { EmptyState, ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { BudgetRow } from './budget-row.tsx'
import { reportedStates } from './budget-state.ts'

const SHOWN = 20
const EVERY_MS = 5_000

interface AllBudgetsProps {
  /** Undefined: the reader may only look. */
  readonly onEdit: ((tenantId: string) => void) | undefined
}

/** Every tenant's budgets, the fullest first, as their home objects reported them. */
export function AllBudgets({ onEdit }: AllBudgetsProps) {
  const pages = usePages<TenantBudgets>('/admin/v1/budgets', { query: { limit: SHOWN }, everyMs: EVERY_MS })
  if (pages.error !== null && pages.rows.length === 0) {
    return <ErrorState error={pages.error} retry={pages.retry} />
  }
  if (pages.isLoading) return <LoadingState what="budgets" />
  if (pages.rows.length === 0) {
    return (
      <EmptyState
        icon={GaugeIcon}
        title="No tenant has reported yet"
        why="Tenants appear with their first use. Choose one above to see its budgets now."
      />
    )
  }
  return (
    <>
      <ul className="divide-y divide-kumo-hairline">
        {pages.rows.map(({ tenantId, name, asOf, budgets }) => (
          <BudgetRow
            key={tenantId}
            tenantId={tenantId}
            name={name}
            thresholds={budgets[0]?.thresholds.map(({ threshold }) => threshold) ?? []}
            states={reportedStates(budgets)}
            note={
              <>
                reported <Time at={asOf} relative />
              </>
            }
            onEdit={onEdit === undefined ? undefined : () => onEdit(tenantId)}
          />
        ))}
      </ul>
      {pages.hasMore && (
        <div className="flex justify-end border-t border-kumo-hairline px-4 py-2">
          <Button size="sm" loading={pages.isLoadingMore} onClick={pages.loadMore}>
            Load more
          </Button>
        </div>
      )}
    </>
  )
}
