import type { Alert } from '@bulkhead/contracts/http/admin/figures'
import { SirenIcon } from '@phosphor-icons/react'

import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { Time } from '../../pieces/text/time.tsx'

const EVERY_MS = 10_000

/** Alerts of the deployment's monitoring, as its Alertmanager reports them. */
export function FiringAlerts() {
  const pages = usePages<Alert>('/admin/v1/alerts', { everyMs: EVERY_MS })
  return (
    <Card title="Alerts" flush>
      <DataTable
        what="alerts"
        pages={pages}
        columns={COLUMNS}
        idOf={({ id }) => id}
        isDimmed={({ status }) => status === 'resolved'}
        empty={
          <EmptyState
            icon={SirenIcon}
            title="No alert was reported"
            why="Alertmanager reports to POST /admin/v1/alerts once it is configured to; without one nothing can fire here."
          />
        }
      />
    </Card>
  )
}

const COLUMNS: readonly Column<Alert>[] = [
  {
    header: 'Alert',
    cell: ({ name, summary }) => (
      <span className="block max-w-xl">
        <span className="block font-medium">{name}</span>
        {summary !== undefined && <span className="block text-xs text-kumo-subtle">{summary}</span>}
      </span>
    ),
    text: ({ name }) => name,
  },
  { header: 'State', cell: ({ status }) => <StatusBadge status={status} />, text: ({ status }) => status },
  { header: 'Severity', cell: ({ severity }) => severity ?? '–', text: ({ severity }) => severity },
  {
    header: 'Since',
    cell: ({ startedAt }) => <Time at={startedAt} relative />,
    text: ({ startedAt }) => startedAt,
  },
  { header: 'Heard of', cell: ({ seenAt }) => <Time at={seenAt} relative />, text: ({ seenAt }) => seenAt },
]
