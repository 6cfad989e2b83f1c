import { Button } from '@cloudflare/kumo/components/button'
import { PencilSimpleIcon } from '@phosphor-icons/react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { Card } from '../../pieces/card.tsx'
import { CopyableBlock } from '../../pieces/text/copy.tsx'
import { tenantQuery } from '../../records/tenants.ts'
import { FlagList } from '../flags/flag-list.tsx'
import { documentTextOf } from './document-text.ts'
import { EditDocument } from './edit-document.tsx'

/** The tenant's own document, and its flags. */
export function ConfigTab() {
  const { tenantId = '' } = useParams({ strict: false })
  const { data } = useQuery(tenantQuery(tenantId))
  const [isEditing, setEditing] = useState(false)
  const may = useMay()
  if (data === undefined) return null
  const edit =
    may.operate && data.data.managedBy === 'api' ? (
      <Button size="sm" icon={PencilSimpleIcon} onClick={() => setEditing(true)}>
        Edit
      </Button>
    ) : undefined
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card title="Document" aside={edit}>
        <CopyableBlock text={documentTextOf(data.data)} what="document" />
      </Card>
      <Card title="Flags of this tenant" flush>
        <FlagList tenantId={tenantId} />
      </Card>
      {isEditing && <EditDocument tenant={data.data} etag={data.etag} onClose={() => setEditing(false)} />}
    </div>
  )
}
