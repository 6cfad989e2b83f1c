import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'

import { Card } from '../../pieces/card.tsx'
import { CopyableBlock } from '../../pieces/text/copy.tsx'
import { tenantQuery } from '../../records/tenants.ts'

/** The tenant's whole document, as the API has it. */
export function ConfigTab() {
  const { tenantId = '' } = useParams({ strict: false })
  const { data } = useQuery(tenantQuery(tenantId))
  if (data === undefined) return null
  return (
    <Card title="Document">
      <CopyableBlock text={JSON.stringify(data.data, null, 2)} what="document" />
    </Card>
  )
}
