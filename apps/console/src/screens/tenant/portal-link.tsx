import { Input } from '@cloudflare/kumo/components/input'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { ShowOnce } from '../../pieces/dialog/show-once.tsx'
import { createPortalLink, type Tenant } from '../../records/tenants.ts'
import { NEW_KEY } from '../keys/key-form.ts'
import { ScopeFields } from '../keys/scope-fields.tsx'

interface PortalLinkProps {
  readonly tenant: Tenant
  readonly onClose: () => void
}

/** Lets one of the tenant's people see their own limits, cost, keys and documents, without an account. */
export function PortalLink({ tenant, onClose }: PortalLinkProps) {
  const [subject, setSubject] = useState('')
  const [scopes, setScopes] = useState(NEW_KEY.scopes)
  const create = useMutation({
    mutationFn: () => createPortalLink({ tenantId: tenant.id, subject: subject.trim(), scopes: [...scopes] }),
    meta: { showsItsErrors: true },
  })
  if (create.data !== undefined) {
    return (
      <ShowOnce title={`Portal link for ${subject}`} what="link" secret={create.data} onClose={onClose}>
        <p className="text-kumo-subtle">It works once, within 15 minutes; the session then lasts 24 hours.</p>
      </ShowOnce>
    )
  }
  return (
    <FormDialog
      open
      title={`Portal link of ${tenant.name}`}
      description="A single-use link into the tenant's own view."
      submit="Create link"
      onClose={onClose}
      onSubmit={() => create.mutate()}
      isBusy={create.isPending}
      error={create.error}
      canSubmit={subject.trim() !== '' && scopes.length > 0}
    >
      <Input
        label="For whom"
        description="As the tenant knows them; kept in the audit log."
        placeholder="dana@customer.example"
        maxLength={200}
        value={subject}
        onChange={(event) => setSubject(event.target.value)}
      />
      <ScopeFields chosen={scopes} onChange={setScopes} />
    </FormDialog>
  )
}
