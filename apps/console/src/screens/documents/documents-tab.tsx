import { useParams } from '@tanstack/react-router'

import { DocumentList } from './document-list.tsx'

export function DocumentsTab() {
  const { tenantId = '' } = useParams({ strict: false })
  return <DocumentList tenantId={tenantId} />
}
