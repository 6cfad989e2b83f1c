import type { BudgetNotice } from '@bulkhead/contracts/http/admin/usage'
import { BellIcon } from '@phosphor-icons/react'
import { Link } from '@tanstack/react-router'

import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { formatCount, formatMoney } from '../../pieces/text/format.ts'
import { Time } from '../../pieces/text/time.tsx'
import { BUDGET_NAMES } from './budget-state.ts'

const EVERY_MS = 4_000

/** What budgets crossed, as it happens; whether a webhook listens or not. */
export function BudgetNotices({ tenant }: { readonly tenant: string | undefined }) {
  const pages = usePages<BudgetNotice>('/admin/v1/budget-notices', { query: { tenant }, everyMs: EVERY_MS })
  return (
    <Card title="Last notices" flush>
      <DataTable
        what="notices"
        pages={pages}
        columns={COLUMNS}
        idOf={({ id }) => id}
        note="kept for 40 days"
        empty={
          <EmptyState
            icon={BellIcon}
            title="No budget crossed a threshold"
            why="A notice is written when the settled and reserved part of a budget crosses one of the tenant’s thresholds, once for each window."
          />
        }
      />
    </Card>
  )
}

const COLUMNS: readonly Column<BudgetNotice>[] = [
  {
    header: 'Time',
    cell: ({ occurredAt }) => <Time at={occurredAt} />,
    text: ({ occurredAt }) => occurredAt,
  },
  {
    header: 'Tenant',
    cell: ({ tenantId, keyId }) => (
      <>
        <Link
          to="/tenants/$tenantId"
          params={{ tenantId }}
          className="text-kumo-link underline underline-offset-2"
        >
          {tenantId}
        </Link>
        {keyId !== undefined && <span className="ml-2 font-mono text-xs text-kumo-subtle">key {keyId}</span>}
      </>
    ),
    text: ({ tenantId, keyId }) => [tenantId, keyId].filter(Boolean).join(' '),
  },
  {
    header: 'Notice',
    cell: ({ type, threshold, budget }) => (
      <span className={type === 'budget.exhausted' ? 'font-medium text-kumo-danger' : 'text-kumo-warning'}>
        {BUDGET_NAMES[budget]}:{' '}
        {type === 'budget.exhausted' ? 'exhausted' : `${Math.round(threshold * 100)} %`}
      </span>
    ),
    text: ({ type, threshold, budget }) => `${type} ${budget} ${threshold}`,
  },
  {
    header: 'Used',
    align: 'right',
    className: 'whitespace-nowrap',
    cell: ({ used, limit }) => `${amount(used)} of ${amount(limit)}`,
    text: ({ used, limit }) => `${used} of ${limit}`,
  },
  {
    header: 'Resets',
    cell: ({ resetsAt }) => <Time at={resetsAt} relative />,
    text: ({ resetsAt }) => resetsAt,
  },
]

function amount(value: number | string): string {
  return typeof value === 'number' ? formatCount(value) : formatMoney(value)
}
