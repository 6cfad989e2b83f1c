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
        label="Action, as key.revoked"
        value={action}
        onSearch={(text) => setFilters({ action: text })}
      />
      <SearchBox
        label="Target id, as acme"
        value={target}
        onSearch={(text) => setFilters({ target: text })}
      />
      <SearchBox label="Actor id" value={actor} onSearch={(text) => setFilters({ actor: text })} />
      <Input
        type="date"
        aria-label="From day"
        value={from ?? ''}
        onChange={(event) => setFilters({ from: event.target.value })}
      />
      <Input
        type="date"
        aria-label="To day"
        value={to ?? ''}
        onChange={(event) => setFilters({ to: event.target.value })}
      />
    </FilterBar>
  )
}
