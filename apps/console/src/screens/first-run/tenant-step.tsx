import { Button } from '@cloudflare/kumo/components/button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { FormError } from '../../pieces/dialog/form-error.tsx'
import { createTenant } from '../../records/tenants.ts'
import { documentOf, NEW_TENANT } from '../tenants/new-tenant.ts'
import { TenantFields } from '../tenants/tenant-fields.tsx'

export function TenantStep({ onCreated }: { readonly onCreated: (tenantId: string) => void }) {
  const [tenant, setTenant] = useState(NEW_TENANT)
  const create = useMutation({
    mutationFn: () => createTenant(documentOf(tenant)),
    meta: { showsItsErrors: true },
    onSuccess: ({ id }) => onCreated(id),
  })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate()
      }}
    >
      <TenantFields tenant={tenant} onChange={setTenant} />
      {create.error !== null && <FormError error={create.error} />}
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        loading={create.isPending}
        disabled={tenant.name.trim() === '' || tenant.model === '' || create.isPending}
      >
        Create tenant
      </Button>
    </form>
  )
}
