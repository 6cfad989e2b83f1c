import { ListMagnifyingGlassIcon } from '@phosphor-icons/react'
import { useNavigate } from '@tanstack/react-router'

import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import { SearchBox } from '../../pieces/list/search-box.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { REQUEST_COLUMNS } from './request-columns.tsx'
import type { RequestRow } from './request-query.ts'
import { ROUTES } from './routes-to-filter.ts'

const EVERY_MS = 4_000
const TRACE_ID = /^[0-9a-f]{32}$/

/** Metadata of the newest requests, live; the URL holds the filters. */
export function RequestsScreen() {
  const [filters, setFilters] = useFilters('tenant', 'status', 'route', 'api', 'requestId', 'traceId', 'sort')
  const { sort, api = 'public', ...given } = filters
  const query = { ...given, ...(api === 'all' ? {} : { api }) }
  const navigate = useNavigate()
  const pages = usePages<RequestRow>('/admin/v1/requests', { query, everyMs: EVERY_MS })
  const search = (text: string | undefined) => {
    if (text?.startsWith('req_') === true && text.length > 30) {
      void navigate({ to: '/requests/$requestId', params: { requestId: text } })
    } else {
      const isTrace = text !== undefined && TRACE_ID.test(text)
      setFilters({ traceId: isTrace ? text : undefined, requestId: isTrace ? undefined : text })
    }
  }
  return (
    <Page title="Requests" description="What was asked and what came of it, without what was said.">
      <FilterBar>
        <SearchBox
          label="Request or trace id"
          value={filters.traceId ?? filters.requestId}
          onSearch={search}
        />
        <TenantPicker value={filters.tenant} onChange={(tenant) => setFilters({ tenant })} />
        <FilterSelect
          label="Status"
          options={{
            '2xx': '2xx done',
            '4xx': '4xx refused',
            '429': '429 limited',
            '5xx': '5xx failed',
            '503': '503 unavailable',
          }}
          value={filters.status}
          onChange={(status) => setFilters({ status })}
        />
        <FilterSelect
          label="API"
          any="Tenants’ requests"
          options={{ admin: 'Operators’ requests', all: 'All requests' }}
          value={filters.api}
          onChange={(next) => setFilters({ api: next })}
        />
        <FilterSelect
          label="Route"
          options={ROUTES}
          value={filters.route}
          onChange={(route) => setFilters({ route })}
        />
      </FilterBar>
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
        left out. Metrics and usage count every request. What a request cost is in Usage & cost.
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
