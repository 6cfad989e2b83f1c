import { Button } from '@cloudflare/kumo/components/button'
import { PaperPlaneTiltIcon } from '@phosphor-icons/react'
import { useMutation } from '@tanstack/react-query'

import { useMay } from '../../api/may.ts'
import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import type { Column } from '../../pieces/list/columns.ts'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { StatusBadge } from '../../pieces/text/status-badge.tsx'
import { Time } from '../../pieces/text/time.tsx'
import { replayDelivery, webhookPath, type Delivery } from '../../records/webhooks.ts'

const LIVE_MS = 4_000
const STATES = { pending: 'Pending', delivered: 'Delivered', failed: 'Failed' } as const

/** What was sent, as it goes out. */
export function DeliveryList({ webhookId }: { readonly webhookId: string }) {
  const [{ status }, setFilters] = useFilters('status')
  const may = useMay()
  const pages = usePages<Delivery>(`${webhookPath(webhookId)}/deliveries`, {
    query: { status },
    everyMs: LIVE_MS,
  })
  return (
    <>
      <FilterBar>
        <FilterSelect
          label="State"
          options={STATES}
          value={status}
          onChange={(value) => setFilters({ status: value })}
        />
      </FilterBar>
      <Card title="Deliveries" flush>
        <DataTable
          what="deliveries"
          pages={pages}
          columns={may.operate ? [...COLUMNS, REPLAY] : COLUMNS}
          idOf={({ id }) => id}
          note="kept for 30 days"
          empty={
            <EmptyState
              icon={PaperPlaneTiltIcon}
              title="Nothing was sent"
              why="No event of its kinds happened yet, or it is older than 30 days. Send a test to see one."
            />
          }
        />
      </Card>
    </>
  )
}

const COLUMNS: readonly Column<Delivery>[] = [
  {
    header: 'Event',
    cell: ({ type, eventId }) => (
      <span className="block">
        <span className="block font-medium">{type}</span>
        <span className="font-mono text-xs text-kumo-subtle">{eventId}</span>
      </span>
    ),
    text: ({ type }) => type,
  },
  { header: 'State', cell: ({ status }) => <StatusBadge status={status} />, text: ({ status }) => status },
  { header: 'Attempts', align: 'right', cell: ({ attempts }) => attempts, text: ({ attempts }) => attempts },
  {
    header: 'Last answer',
    cell: ({ lastStatus, lastError }) => (
      <span className="block max-w-64 text-xs">
        {lastStatus ?? lastError ?? <span className="text-kumo-subtle">none yet</span>}
      </span>
    ),
    text: ({ lastStatus, lastError }) => lastStatus ?? lastError,
  },
  {
    header: 'Created',
    cell: ({ createdAt }) => <Time at={createdAt} relative />,
    text: ({ createdAt }) => createdAt,
  },
  {
    header: 'Next attempt',
    cell: ({ nextAttemptAt }) => <Time at={nextAttemptAt} relative absent="–" />,
    text: ({ nextAttemptAt }) => nextAttemptAt,
  },
]

const REPLAY: Column<Delivery> = {
  header: ' Actions',
  align: 'right',
  cell: (delivery) => <Replay delivery={delivery} />,
}

function Replay({ delivery }: { readonly delivery: Delivery }) {
  const replay = useMutation({
    mutationFn: () => replayDelivery(delivery),
    onSuccess: () => toastDone('It is sent again', 'Under the same webhook-id.'),
  })
  return (
    <Button
      size="sm"
      aria-label={`Replay ${delivery.type}`}
      loading={replay.isPending}
      onClick={() => replay.mutate()}
    >
      Replay
    </Button>
  )
}
