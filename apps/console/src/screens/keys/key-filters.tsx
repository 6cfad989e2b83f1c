import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import { SearchBox } from '../../pieces/list/search-box.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'

export function KeyFilters() {
  const [{ q, status }, setFilters] = useFilters('q', 'status')
  return (
    <FilterBar>
      <SearchBox label="Search by name or id" value={q} onSearch={(text) => setFilters({ q: text })} />
      <FilterSelect
        label="State"
        options={{
          active: 'Active',
          rotating: 'Rotating',
          scheduled: 'Scheduled',
          expired: 'Expired',
          revoked: 'Revoked',
        }}
        value={status}
        onChange={(value) => setFilters({ status: value })}
      />
    </FilterBar>
  )
}
