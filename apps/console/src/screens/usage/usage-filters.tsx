import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import type { Filters } from '../../pieces/list/use-filters.ts'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { RANGE_NAMES } from './usage-range.ts'

type Names = 'range' | 'group' | 'measure' | 'tenant'

interface UsageFiltersProps {
  readonly filters: Filters<Names>
  readonly setFilters: (changed: Filters<Names>) => void
}

const { '30d': USUAL_RANGE, ...OTHER_RANGES } = RANGE_NAMES

/** The first of each stands for what the URL leaves out. */
export function UsageFilters({ filters, setFilters }: UsageFiltersProps) {
  return (
    <FilterBar>
      <TenantPicker value={filters.tenant} onChange={(tenant) => setFilters({ tenant })} />
      <FilterSelect
        label="Range"
        any={USUAL_RANGE}
        options={OTHER_RANGES}
        value={filters.range}
        onChange={(range) => setFilters({ range })}
      />
      <FilterSelect
        label="Group"
        any="By model"
        options={{ tenant: 'By tenant', key: 'By key' }}
        value={filters.group}
        onChange={(group) => setFilters({ group })}
      />
      <FilterSelect
        label="Measure"
        any="Cost"
        options={{ tokens: 'Tokens', requests: 'Requests' }}
        value={filters.measure}
        onChange={(measure) => setFilters({ measure })}
      />
    </FilterBar>
  )
}
