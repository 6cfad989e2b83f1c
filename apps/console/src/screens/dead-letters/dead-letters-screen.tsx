import { TrayIcon } from '@phosphor-icons/react'

import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { DeadLetterList } from './dead-letter-list.tsx'

export function DeadLettersScreen() {
  const [{ tenant }, setFilters] = useFilters('tenant')
  return (
    <Page
      title="Dead letters"
      description="Documents that every attempt has failed for, and why. They wait until somebody retries or drops them."
      actions={<TenantPicker value={tenant} onChange={(chosen) => setFilters({ tenant: chosen })} />}
    >
      {tenant === undefined ? (
        <Card flush>
          <EmptyState
            icon={TrayIcon}
            title="Choose a tenant"
            why="Dead letters are kept with the tenant whose documents they are."
          />
        </Card>
      ) : (
        <DeadLetterList key={tenant} tenantId={tenant} />
      )}
    </Page>
  )
}
