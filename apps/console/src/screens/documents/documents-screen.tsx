import { FilesIcon } from '@phosphor-icons/react'

import { Card } from '../../pieces/card.tsx'
import { EmptyState } from '../../pieces/feedback/states.tsx'
import { useFilters } from '../../pieces/list/use-filters.ts'
import { Page } from '../../pieces/page.tsx'
import { TenantPicker } from '../../pieces/tenant-picker.tsx'
import { DocumentList } from './document-list.tsx'

export function DocumentsScreen() {
  const [{ tenant }, setFilters] = useFilters('tenant')
  return (
    <Page
      title="Documents"
      description="What a tenant has stored, and how far reading and embedding it is. What documents say is not shown here."
      actions={<TenantPicker value={tenant} onChange={(chosen) => setFilters({ tenant: chosen })} />}
    >
      {tenant === undefined ? (
        <Card flush>
          <EmptyState
            icon={FilesIcon}
            title="Choose a tenant"
            why="Documents belong to one tenant each, and are listed one tenant at a time."
          />
        </Card>
      ) : (
        <DocumentList key={tenant} tenantId={tenant} />
      )}
    </Page>
  )
}
