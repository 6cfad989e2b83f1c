import { Button } from '@cloudflare/kumo/components/button'
import { GaugeIcon } from '@phosphor-icons/react'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { usePages } from '../../api/pages.ts'
import { Card } from '../../pieces/card.tsx'
import { EmptyState, ErrorState, LoadingState } from '../../pieces/feedback/states.tsx'
import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import type { Tenant } from '../../records/tenants.ts'
import { BudgetNotices } from './budget-notices.tsx'
import { EditThresholds } from './edit-thresholds.tsx'
import { ListeningWebhooks } from './listening-webhooks.tsx'
import { TenantBudgets } from './tenant-budgets.tsx'

/** Each asks its tenant's home object, so few are shown at a time. */
const SHOWN = 8

/** Where budgets stand, what they crossed, and who is told. */
export function BudgetsScreen() {
  const [{ tenant }, setFilters] = useFilters('tenant')
  return (
    <Page title="Budgets & alerts" description="What each tenant may use, how near it is, and who is told.">
      <FilterBar>
        <TenantPicker value={tenant} onChange={(next) => setFilters({ tenant: next })} />
      </FilterBar>
      <Budgets tenant={tenant} />
      <BudgetNotices tenant={tenant} />
      <ListeningWebhooks />
      <SourceLine>
        Bars come from the object that decides each tenant’s requests, to the last settled token, every few
        seconds. Requests that run are reserved.
      </SourceLine>
    </Page>
  )
}

function Budgets({ tenant }: { readonly tenant: string | undefined }) {
  const pages = usePages<Tenant>('/admin/v1/tenants', { query: { q: tenant, limit: SHOWN } })
  const { operate } = useMay()
  const [edited, setEdited] = useState<Tenant>()
  return (
    <Card title="Budgets" flush>
      {pages.error !== null && <ErrorState error={pages.error} retry={pages.retry} />}
      {pages.isLoading && <LoadingState what="budgets" />}
      {!pages.isLoading && pages.rows.length === 0 && (
        <EmptyState icon={GaugeIcon} title="No tenant fits" why="Search for another id or name." />
      )}
      <ul className="divide-y divide-kumo-hairline">
        {pages.rows.map((one) => (
          <TenantBudgets key={one.id} tenant={one} mayEdit={operate} onEdit={() => setEdited(one)} />
        ))}
      </ul>
      {pages.hasMore && (
        <div className="flex justify-end border-t border-kumo-hairline px-4 py-2">
          <Button size="sm" loading={pages.isLoadingMore} onClick={pages.loadMore}>
            Load more
          </Button>
        </div>
      )}
      {edited !== undefined && <EditThresholds tenant={edited} onClose={() => setEdited(undefined)} />}
    </Card>
  )
}
