import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { DeadLetterList } from './dead-letter-list.tsx'
import { WhereFailed } from './where-failed.tsx'

export function DeadLettersScreen() {
  const [{ tenant }, setFilters] = useFilters('tenant')
  return (
    <Page
      title="Dead letters"
      description="Documents that every attempt has failed for, and why. They wait until somebody retries or drops them."
      actions={<TenantPicker value={tenant} onChange={(chosen) => setFilters({ tenant: chosen })} />}
    >
      {tenant === undefined ? <WhereFailed /> : <DeadLetterList key={tenant} tenantId={tenant} />}
    </Page>
  )
}
