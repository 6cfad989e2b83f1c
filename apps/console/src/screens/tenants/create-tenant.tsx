import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { createTenant } from '../../records/tenants.ts'
import { documentOf, NEW_TENANT } from './new-tenant.ts'
import { TenantFields } from './tenant-fields.tsx'

/** Leads on to the new tenant's keys: a tenant without one can do nothing. */
export function CreateTenant({ onClose }: { readonly onClose: () => void }) {
  const [tenant, setTenant] = useState(NEW_TENANT)
  const navigate = useNavigate()
  const create = useMutation({
    mutationFn: () => createTenant(documentOf(tenant)),
    meta: { showsItsErrors: true },
    onSuccess: ({ id, name }) => {
      toastDone(`${name} is created`, 'Create a key next: it is what the tenant signs in with.')
      onClose()
      void navigate({ to: '/tenants/$tenantId/keys', params: { tenantId: id } })
    },
  })
  return (
    <FormDialog
      open
      title="Create tenant"
      description="One customer, team or app. Everything here but the id can be changed later."
      submit="Create tenant"
      onClose={onClose}
      onSubmit={() => create.mutate()}
      isBusy={create.isPending}
      error={create.error}
      canSubmit={tenant.name.trim() !== '' && tenant.id !== '' && tenant.model !== ''}
    >
      <TenantFields tenant={tenant} onChange={setTenant} />
    </FormDialog>
  )
}
