import { useNavigate } from '@tanstack/react-router'

import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import { SearchBox } from '../../pieces/list/search-box.tsx'
import type { Filters } from '../../pieces/list/use-filters.ts'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { ROUTES } from './routes-to-filter.ts'

export const REQUEST_FILTERS = [
  'tenant',
  'status',
  'route',
  'api',
  'requestId',
  'traceId',
  'sort',
  'step',
] as const
type Names = (typeof REQUEST_FILTERS)[number]

const TRACE_ID = /^[0-9a-f]{32}$/
const STATUSES = {
  '2xx': '2xx done',
  '4xx': '4xx refused',
  '429': '429 limited',
  '5xx': '5xx failed',
  '503': '503 unavailable',
}

interface RequestFiltersProps {
  readonly filters: Filters<Names>
  readonly setFilters: (changed: Filters<Names>) => void
}

/** A whole request id leads to its page; everything else narrows the list. */
export function RequestFilters({ filters, setFilters }: RequestFiltersProps) {
  const { tenant, status, route, api, requestId, traceId } = filters
  const navigate = useNavigate()
  const search = (text: string | undefined) => {
    if (text?.startsWith('req_') === true && text.length > 30) {
      void navigate({ to: '/requests/$requestId', params: { requestId: text } })
    } else {
      const isTrace = text !== undefined && TRACE_ID.test(text)
      setFilters({ traceId: isTrace ? text : undefined, requestId: isTrace ? undefined : text })
    }
  }
  return (
    <FilterBar>
      <SearchBox label="Request or trace id" value={traceId ?? requestId} onSearch={search} />
      <TenantPicker value={tenant} onChange={(next) => setFilters({ tenant: next })} />
      <FilterSelect
        label="Status"
        options={STATUSES}
        value={status}
        onChange={(next) => setFilters({ status: next })}
      />
      <FilterSelect
        label="API"
        any="Tenants’ requests"
        options={{ admin: 'Operators’ requests', all: 'All requests' }}
        value={api}
        onChange={(next) => setFilters({ api: next })}
      />
      <FilterSelect
        label="Route"
        options={ROUTES}
        value={route}
        onChange={(next) => setFilters({ route: next })}
      />
    </FilterBar>
  )
}
