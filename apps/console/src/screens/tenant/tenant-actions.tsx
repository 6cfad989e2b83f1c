import { Button } from '@cloudflare/kumo/components/button'
import { DropdownMenu } from '@cloudflare/kumo/components/dropdown'
import { DotsThreeIcon } from '@phosphor-icons/react'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { enforcement } from '../../api/resource.ts'
import { ConfirmDialog } from '../../pieces/dialog/confirm-dialog.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { resumeTenant, suspendTenant, type Tenant } from '../../records/tenants.ts'
import { ChangePlan } from './change-plan.tsx'
import { EraseTenant } from './erase-tenant.tsx'
import { PortalLink } from './portal-link.tsx'

interface TenantActionsProps {
  readonly tenant: Tenant
  readonly etag: string | undefined
}

type Open = 'plan' | 'status' | 'portal' | 'erase' | undefined

/** What may be done with the whole tenant; the rest is on its tabs. */
export function TenantActions({ tenant, etag }: TenantActionsProps) {
  const [open, setOpen] = useState<Open>()
  const may = useMay()
  const close = () => setOpen(undefined)
  const isSuspended = tenant.status === 'suspended'
  if (!may.operate) return null
  return (
    <>
      {tenant.managedBy === 'api' && <Button onClick={() => setOpen('plan')}>Change plan</Button>}
      <Button onClick={() => setOpen('status')}>{isSuspended ? 'Resume' : 'Suspend'}</Button>
      <DropdownMenu>
        <DropdownMenu.Trigger
          render={<Button shape="square" icon={DotsThreeIcon} aria-label="More actions" />}
        />
        <DropdownMenu.Content>
          <DropdownMenu.Item onClick={() => setOpen('portal')}>Portal link …</DropdownMenu.Item>
          {may.own && (
            <DropdownMenu.Item variant="danger" onClick={() => setOpen('erase')}>
              Erase tenant …
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu>
      {open === 'plan' && <ChangePlan tenant={tenant} etag={etag} onClose={close} />}
      <ChangeStatus tenant={tenant} open={open === 'status'} onClose={close} />
      {open === 'portal' && <PortalLink tenant={tenant} onClose={close} />}
      {open === 'erase' && <EraseTenant tenant={tenant} onClose={close} />}
    </>
  )
}

interface ChangeStatusProps {
  readonly tenant: Tenant
  readonly open: boolean
  readonly onClose: () => void
}

function ChangeStatus({ tenant, open, onClose }: ChangeStatusProps) {
  const isSuspended = tenant.status === 'suspended'
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={isSuspended ? `Resume ${tenant.name}` : `Suspend ${tenant.name}`}
      description={
        isSuspended
          ? 'Its keys work again from the moment this is answered.'
          : 'Every request is refused with tenant_suspended from the moment this is answered. Data and keys are kept.'
      }
      submit={isSuspended ? 'Resume' : 'Suspend'}
      isDestructive={!isSuspended}
      onConfirm={async (reason) => {
        const enforced = await (isSuspended ? resumeTenant : suspendTenant)(tenant.id, reason)
        toastDone(`${tenant.name} is ${isSuspended ? 'active again' : 'suspended'}`, enforcement(enforced))
      }}
    />
  )
}
