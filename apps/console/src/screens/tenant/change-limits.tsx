import { Input } from '@cloudflare/kumo/components/input'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'

import { dryRun, enforcement } from '../../api/resource.ts'
import { patchTenant, tenantPath, type Tenant } from '../../api/tenants.ts'
import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { Diff } from '../../pieces/diff.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { fieldsOf, patchOf, type LimitFields } from './limit-fields.ts'

interface ChangeLimitsProps {
  readonly tenant: Tenant
  readonly limits: Pick<Tenant, 'rateLimit' | 'budget'>
  readonly etag: string | undefined
  readonly onClose: () => void
}

const FIELDS = [
  ['requestsPerMinute', 'Requests a minute'],
  ['burst', 'Burst'],
  ['tokensPerDay', 'Tokens a day'],
  ['tokensPerMonth', 'Tokens a month'],
  ['spendPerDay', 'US dollars a day'],
  ['spendPerMonth', 'US dollars a month'],
] as const satisfies readonly (readonly [keyof LimitFields, string])[]

/** Limits of the tenant's own, over its plan's; the change is shown before it is made. */
export function ChangeLimits({ tenant, limits, etag, onClose }: ChangeLimitsProps) {
  const before = fieldsOf(limits)
  const [fields, setFields] = useState(before)
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
    mutationFn: () => patchTenant(tenant.id, patchOf(before, fields), { ifMatch: etag, reason }),
    meta: { showsItsErrors: true },
    onSuccess: (changed) => {
      toastDone('Limits are changed', enforcement(changed))
      onClose()
    },
  })
  return (
    <FormDialog
      open
      size="xl"
      title="Override limits"
      description="What you set here is the tenant's own and overrides its plan. Empty: no such limit of its own."
      submit="Change limits"
      onClose={onClose}
      onSubmit={() => change.mutate()}
      isBusy={change.isPending}
      error={change.error ?? (isChanged ? preview.error : null)}
      canSubmit={isChanged && preview.data !== undefined}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map(([name, label]) => (
          <Input
            key={name}
            label={label}
            inputMode="decimal"
            value={fields[name]}
            onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
          />
        ))}
      </div>
      {isChanged && preview.data !== undefined && <Diff changes={preview.data} />}
      <Input
        label="Reason"
        description="Kept in the audit log. May stay empty."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  )
}
