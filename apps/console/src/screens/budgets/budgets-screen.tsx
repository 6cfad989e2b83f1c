import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { Card } from '../../pieces/card.tsx'
import { FilterBar } from '../../pieces/list/filter-bar.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { SourceLine } from '../../pieces/text/source-line.tsx'
import { AllBudgets } from './all-budgets.tsx'
import { BudgetNotices } from './budget-notices.tsx'
import { EditThresholds } from './edit-thresholds.tsx'
import { FiringAlerts } from './firing-alerts.tsx'
import { ListeningWebhooks } from './listening-webhooks.tsx'
import { OneTenantsBudgets } from './one-tenants-budgets.tsx'

/** How full budgets are, what they crossed, and which webhooks listen. */
export function BudgetsScreen() {
  const [{ tenant }, setFilters] = useFilters('tenant')
  const { operate } = useMay()
  const [edited, setEdited] = useState<string>()
  return (
    <Page
      title="Budgets & alerts"
      description="What each tenant may use, how near it is, and who is notified."
    >
      <FilterBar>
        <TenantPicker value={tenant} onChange={(next) => setFilters({ tenant: next })} />
      </FilterBar>
      <Card title="Budgets" flush>
        {tenant === undefined ? (
          <AllBudgets onEdit={operate ? setEdited : undefined} />
        ) : (
          <OneTenantsBudgets
            key={tenant}
            tenantId={tenant}
            onEdit={operate ? () => setEdited(tenant) : undefined}
          />
        )}
      </Card>
      <BudgetNotices tenant={tenant} />
      <FiringAlerts />
      <ListeningWebhooks />
      <SourceLine>
        Of one tenant, bars come from the object that decides its requests, to the last settled token; of all,
        as those objects reported last. Requests that run are reserved.
      </SourceLine>
      {edited !== undefined && <EditThresholds tenantId={edited} onClose={() => setEdited(undefined)} />}
    </Page>
  )
}
