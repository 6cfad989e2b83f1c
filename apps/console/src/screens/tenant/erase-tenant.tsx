import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { formatBytes, formatCount } from '../../pieces/text/format.ts'
import { tenantUsageQuery, type Tenant, type Usage } from '../../records/tenants.ts'
import { startWork } from '../../work/work.ts'
import { eraseEverything } from './erase-everything.ts'

interface EraseTenantProps {
  readonly tenant: Tenant
  readonly onClose: () => void
}

/** Says what will be gone, asks for the name, then goes on behind whatever page comes next. */
export function EraseTenant({ tenant, onClose }: EraseTenantProps) {
  const navigate = useNavigate()
  const { data } = useQuery(tenantUsageQuery(tenant.id))
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
        startWork(`Erase ${tenant.name}`, (report) => eraseEverything(tenant.id, reason, report))
        await navigate({ to: '/tenants' })
      }}
    >
      {data !== undefined && <Stakes limits={data.data.limits} />}
    </ConfirmDialog>
  )
}

function Stakes({ limits }: { readonly limits: Usage['limits'] }) {
  const { documents, documentBytes, sessionBytes } = limits
  return (
    <dl className="grid grid-cols-3 gap-3 rounded-lg border border-kumo-hairline bg-kumo-elevated p-3">
      <Stake label="Documents" value={documents === undefined ? '–' : formatCount(documents.used)} />
      <Stake
        label="Of documents"
        value={documentBytes === undefined ? '–' : formatBytes(documentBytes.used)}
      />
      <Stake
        label="Of conversations"
        value={sessionBytes === undefined ? '–' : formatBytes(sessionBytes.used)}
      />
    </dl>
  )
}

function Stake({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-xs text-kumo-subtle">{label}</dt>
      <dd className="font-semibold tabular-nums">{value}</dd>
    </div>
  )
}
