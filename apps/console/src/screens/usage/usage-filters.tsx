import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import type { Filters } from '../../pieces/list/use-filters.ts'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { RANGE_NAMES, RANGES, type Range } from './usage-range.ts'

type Names = 'range' | 'group' | 'measure' | 'tenant'

interface UsageFiltersProps {
  readonly filters: Filters<Names>
  readonly setFilters: (changed: Filters<Names>) => void
  /** What the URL leaves out. */
  readonly usualRange: Range
  /** One tenant's own usage, which is by model. */
  readonly isOwn?: boolean
}

/** The first of each stands for what the URL leaves out. */
export function UsageFilters({ filters, setFilters, usualRange, isOwn = false }: UsageFiltersProps) {
  return (
    <FilterBar>
      {!isOwn && <TenantPicker value={filters.tenant} onChange={(tenant) => setFilters({ tenant })} />}
      <FilterSelect
        label="Range"
        any={RANGE_NAMES[usualRange]}
        options={Object.fromEntries(
          RANGES.filter((range) => range !== usualRange).map((range) => [range, RANGE_NAMES[range]]),
        )}
        value={filters.range}
        onChange={(range) => setFilters({ range })}
      />
      {!isOwn && (
        <FilterSelect
          label="Group"
          any="By model"
          options={{ tenant: 'By tenant', key: 'By key' }}
          value={filters.group}
          onChange={(group) => setFilters({ group })}
        />
      )}
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
