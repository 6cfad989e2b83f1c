import { useMutation, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'

import { dryRun, enforcement } from '../../api/resource.ts'
import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { ReasonInput } from '../../pieces/dialog/reason-input.tsx'
import { useSeenVersion } from '../../pieces/dialog/use-seen-version.ts'
import { Diff } from '../../pieces/diff.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { patchTenant, tenantPath, type Tenant } from '../../records/tenants.ts'
import { fieldsOf, patchOf, type LimitFields, type Limits } from '../limits/limit-fields.ts'
import { LimitInputs } from '../limits/limit-inputs.tsx'

interface ChangeLimitsProps {
  readonly tenant: Tenant
  readonly limits: Limits
  readonly etag: string | undefined
  readonly onClose: () => void
}

/** Limits of the tenant's own, over its plan's; the change is shown before it is made. */
export function ChangeLimits({ tenant, limits, etag, onClose }: ChangeLimitsProps) {
  const before = fieldsOf(limits)
  // What is not typed stays as it is, also when somebody else changes it meanwhile.
  const [typed, setTyped] = useState<Partial<LimitFields>>({})
  const fields = { ...before, ...typed }
  const [reason, setReason] = useState('')
  const patch = useDeferredValue(patchOf(before, fields))
  const isChanged = Object.keys(patch).length > 0
  const preview = useQuery({
    queryKey: ['limits-change', tenant.id, tenant.version, patch],
    queryFn: () => dryRun('PATCH', tenantPath(tenant.id), patch),
    enabled: isChanged,
    retry: false,
  })
  const change = useMutation({
    mutationFn: () => patchTenant(tenant.id, patchOf(before, fields), { ifMatch: seen, reason }),
    meta: { showsItsErrors: true },
    onSuccess: (changed) => {
      toastDone('Limits are changed', enforcement(changed))
      onClose()
    },
  })
  const seen = useSeenVersion(etag, change.error)
  return (
    <FormDialog
      open
      size="xl"
      title={tenant.plan === undefined ? 'Change limits' : 'Override limits'}
      description={
        tenant.plan === undefined
          ? 'Enforced as soon as it is answered. Empty: no such limit.'
          : "What you set here is the tenant's own and overrides its plan. Empty: no such limit of its own."
      }
      submit="Change limits"
      onClose={onClose}
      onSubmit={() => change.mutate()}
      isBusy={change.isPending}
      error={change.error ?? (isChanged ? preview.error : null)}
      canSubmit={isChanged && preview.data !== undefined}
    >
      <LimitInputs fields={fields} onChange={(changed) => setTyped({ ...typed, ...changed })} />
      {isChanged && preview.data !== undefined && <Diff changes={preview.data.changes} />}
      <ReasonInput reason={reason} onChange={setReason} />
    </FormDialog>
  )
}
