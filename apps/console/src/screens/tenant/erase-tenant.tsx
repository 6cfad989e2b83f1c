import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { usePages, type Pages } from '../../api/pages.ts'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { documentsPath, type Document } from '../../records/documents.ts'
import { keysPath, type KeyView } from '../../records/keys.ts'
import type { Tenant } from '../../records/tenants.ts'
import { startWork } from '../../work/work.ts'
import { eraseEverything } from './erase-everything.ts'

const MOST = 100

interface EraseTenantProps {
  readonly tenant: Tenant
  readonly onClose: () => void
}

/** Says what will be gone, asks for the name, then goes on behind whatever page comes next. */
export function EraseTenant({ tenant, onClose }: EraseTenantProps) {
  const navigate = useNavigate()
  const client = useQueryClient()
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Erase ${tenant.name}`}
      description="Its keys stop at once; documents, conversations and usage are deleted everywhere. This cannot be undone, and the id is never used again."
      submit="Erase for good"
      typedName={tenant.id}
      isDestructive
      onConfirm={async (reason) => {
        startWork(`Erase ${tenant.name}`, async (report) => {
          const result = await eraseEverything(tenant.id, reason, report)
          await client.invalidateQueries()
          return result
        })
        await navigate({ to: '/tenants' })
      }}
    >
      <Stakes tenantId={tenant.id} />
    </ConfirmDialog>
  )
}

/** As far as they can be counted at once. */
function Stakes({ tenantId }: { readonly tenantId: string }) {
  const documents = usePages<Document>(documentsPath(tenantId), { query: { limit: MOST } })
  const keys = usePages<KeyView>(keysPath(tenantId), { query: { limit: MOST } })
  return (
    <dl className="grid grid-cols-2 gap-3 rounded-lg border border-kumo-hairline bg-kumo-elevated p-3">
      <Stake label="Documents" value={countOf(documents)} />
      <Stake label="Keys" value={countOf(keys)} />
    </dl>
  )
}

function countOf({ rows, hasMore, isLoading, error }: Pages<unknown>): string {
  if (error !== null) return 'unknown'
  return isLoading ? '…' : `${rows.length}${hasMore ? '+' : ''}`
}

function Stake({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-xs text-kumo-subtle">{label}</dt>
      <dd className="font-semibold tabular-nums">{value}</dd>
    </div>
  )
}
