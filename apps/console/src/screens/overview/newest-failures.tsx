import { CheckCircleIcon } from '@phosphor-icons/react'
import { Link } from '@tanstack/react-router'

import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { Time } from '../../pieces/text/time.tsx'
import type { RequestSummary } from '../../records/overview.ts'

const SHOWN = 10
const LIVE_MS = 15_000

/** What tenants could not get: the way to its waterfall. */
export function NewestFailures() {
  const pages = usePages<RequestSummary>('/admin/v1/requests', {
    query: { status: '5xx', limit: SHOWN },
    everyMs: LIVE_MS,
  })
  const all = (
    <Link to="/requests" search={{ status: '5xx' }} className="text-kumo-link underline underline-offset-2">
      All of them
    </Link>
  )
  return (
    <Card title="Newest failures" aside={all} flush>
      <DataTable
        what="failures"
        pages={{ ...pages, hasMore: false }}
        columns={COLUMNS}
        idOf={({ requestId }) => requestId}
        empty={
          <EmptyState
            icon={CheckCircleIcon}
            title="Nothing has failed"
            why="No request of the last 24 hours was answered with 5xx."
          />
        }
      />
    </Card>
  )
}

const COLUMNS: readonly Column<RequestSummary>[] = [
  { header: 'When', cell: ({ at }) => <Time at={at} />, text: ({ at }) => at },
  { header: 'Tenant', cell: ({ tenantId }) => tenantId ?? '–', text: ({ tenantId }) => tenantId },
  {
    header: 'Route',
    cell: ({ method, route }) => (
      <span className="font-mono text-[0.8125rem]">
        {method} {route}
      </span>
    ),
    text: ({ method, route }) => `${method ?? ''} ${route ?? ''}`,
  },
  { header: 'Status', cell: ({ status }) => status, text: ({ status }) => status },
  {
    header: 'Code',
    cell: ({ errorCode }) => <span className="font-mono text-[0.8125rem]">{errorCode ?? '–'}</span>,
    text: ({ errorCode }) => errorCode,
  },
  {
    header: 'Request',
    cell: ({ requestId }) => (
      <Link
        to="/requests/$requestId"
        params={{ requestId }}
        className="font-mono text-[0.8125rem] text-kumo-link underline underline-offset-2"
      >
        {requestId.slice(0, 14)}…
      </Link>
    ),
    text: ({ requestId }) => requestId,
  },
]
