import { Input } from '@cloudflare/kumo/components/input'

import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { SearchBox } from '../../pieces/list/search-box.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'

export function AuditFilters() {
  const [{ actor, action, target, from, to }, setFilters] = useFilters(
    'actor',
    'action',
    'target',
    'from',
    'to',
  )
  return (
    <FilterBar>
      <SearchBox
        isNarrow
        label="Action: key.revoked"
        value={action}
        onSearch={(text) => setFilters({ action: text })}
      />
      <SearchBox
        isNarrow
        label="Target: acme"
        value={target}
        onSearch={(text) => setFilters({ target: text })}
      />
      <SearchBox isNarrow label="Actor id" value={actor} onSearch={(text) => setFilters({ actor: text })} />
      <span className="flex items-center gap-2 text-kumo-subtle">
        <Input
          type="date"
          aria-label="From day"
          value={from ?? ''}
          onChange={(event) => setFilters({ from: event.target.value })}
        />
        to
        <Input
          type="date"
          aria-label="To day"
          value={to ?? ''}
          onChange={(event) => setFilters({ to: event.target.value })}
        />
      </span>
    </FilterBar>
  )
}
