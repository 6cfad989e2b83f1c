import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import type { Filters } from '../../pieces/list/use-filters.ts'
import { RANGE_NAMES } from '../usage/usage-range.ts'

interface OwnFiltersProps {
  readonly filters: Filters<'range' | 'measure'>
  readonly setFilters: (changed: Filters<'range' | 'measure'>) => void
}

const { month: USUAL_RANGE, ...OTHER_RANGES } = RANGE_NAMES

export function OwnFilters({ filters, setFilters }: OwnFiltersProps) {
  return (
    <FilterBar>
      <FilterSelect
        label="Range"
        any={USUAL_RANGE}
        options={OTHER_RANGES}
        value={filters.range}
        onChange={(range) => setFilters({ range })}
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
