import { Button } from '@cloudflare/kumo/components/button'
import { BuildingsIcon, PlusIcon } from '@phosphor-icons/react'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { DataTable } from '../../pieces/list/data-table.tsx'
import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { FilterSelect } from '../../pieces/list/filter-select.tsx'
import { SearchBox } from '../../pieces/list/search-box.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { usePlanNames } from '../../records/plans.ts'
import type { ListedTenant } from '../../records/tenants.ts'
import { CreateTenant } from './create-tenant.tsx'
import { TENANT_COLUMNS } from './tenant-columns.tsx'

export function TenantsScreen() {
  const [{ q, status, plan, managedBy, sort }, setFilters] = useFilters(
    'q',
    'status',
    'plan',
    'managedBy',
    'sort',
  )
  const [isCreating, setCreating] = useState(false)
  const plans = usePlanNames() ?? []
  const may = useMay()
  const pages = usePages<ListedTenant>('/admin/v1/tenants', { query: { q, status, plan, managedBy } })
  const create = (
    <Button variant="primary" icon={PlusIcon} onClick={() => setCreating(true)}>
      Create tenant
    </Button>
  )
  return (
    <Page
      title="Tenants"
      description="Who uses this deployment, on which plan."
      actions={may.operate ? create : undefined}
    >
      <FilterBar>
        <SearchBox label="Search by id or name" value={q} onSearch={(text) => setFilters({ q: text })} />
        <FilterSelect
          label="Status"
          options={{ active: 'Active', suspended: 'Suspended' }}
          value={status}
          onChange={(value) => setFilters({ status: value })}
        />
        <FilterSelect
          label="Plan"
          options={Object.fromEntries(plans.map((name) => [name, name]))}
          value={plan}
          onChange={(value) => setFilters({ plan: value })}
        />
        <FilterSelect
          label="Source"
          options={{ api: 'Managed by API', file: 'Managed by file' }}
          value={managedBy}
          onChange={(value) => setFilters({ managedBy: value })}
        />
      </FilterBar>
      <Card flush>
        <DataTable
          what="tenants"
          pages={pages}
          columns={TENANT_COLUMNS}
          idOf={({ id }) => id}
          sort={sort}
          onSort={(next) => setFilters({ sort: next })}
          isDimmed={(tenant) => tenant.status === 'suspended'}
          empty={<NoTenants isFiltered={[q, status, plan, managedBy].some((one) => one !== undefined)} />}
        />
      </Card>
      {isCreating && <CreateTenant onClose={() => setCreating(false)} />}
    </Page>
  )
}

function NoTenants({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState
      icon={BuildingsIcon}
      title="No tenant matches"
      why="Take away a filter, or search for a part of the id."
    />
  ) : (
    <EmptyState
      icon={BuildingsIcon}
      title="No tenants yet"
      why="A tenant is one customer, team or app: its keys, limits and documents are its own."
    />
  )
}
