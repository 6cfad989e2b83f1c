import { ListMagnifyingGlassIcon } from '@phosphor-icons/react'

import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { REQUEST_COLUMNS } from './request-columns.tsx'
import { REQUEST_FILTERS, RequestFilters } from './request-filters.tsx'
import type { RequestRow } from './request-query.ts'
import { TrafficCard } from './traffic-card.tsx'

const EVERY_MS = 4_000

/** What the newest requests took and came to, then their metadata, live; the URL holds the filters. */
export function RequestsScreen() {
  const [filters, setFilters] = useFilters(...REQUEST_FILTERS)
  const { sort, step, api = 'public', ...given } = filters
  const query = { ...given, ...(api === 'all' ? {} : { api }) }
  const pages = usePages<RequestRow>('/admin/v1/requests', { query, everyMs: EVERY_MS })
  return (
    <Page title="Requests" description="What was asked and what came of it, without what was said.">
      <RequestFilters filters={filters} setFilters={setFilters} />
      {api === 'public' && (
        <TrafficCard
          step={step === '5m' ? step : '1h'}
          tenant={filters.tenant}
          route={filters.route}
          onFilter={setFilters}
        />
      )}
      <Card flush>
        <DataTable
          what="requests"
          pages={pages}
          columns={REQUEST_COLUMNS}
          idOf={({ requestId }) => requestId}
          sort={sort}
          onSort={(next) => setFilters({ sort: next })}
          empty={<NoRequests />}
        />
      </Card>
      <SourceLine>
        Kept for 24 hours, the newest 20,000 at most; in a second with more than the store takes a part is
        left out. Metrics and usage count every request. A request’s page says what it cost.
      </SourceLine>
    </Page>
  )
}

function NoRequests() {
  return (
    <EmptyState
      icon={ListMagnifyingGlassIcon}
      title="No request fits"
      why="Requests appear a second or two after they end and are kept for a day. Choose fewer filters to see more."
    />
  )
}
