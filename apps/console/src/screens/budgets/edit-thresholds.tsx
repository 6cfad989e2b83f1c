import { Input } from '@cloudflare/kumo/components/input'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { enforcement } from '../../api/resource.ts'
import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { patchTenant, tenantQuery, type Tenant } from '../../records/tenants.ts'
import { percentsOf, thresholdsOf } from './budget-state.ts'
import { thresholdsIn } from './tenant-budgets.tsx'

interface EditThresholdsProps {
  readonly tenant: Tenant
  readonly onClose: () => void
}

/** At which share of a budget a notice is written. */
export function EditThresholds({ tenant, onClose }: EditThresholdsProps) {
  const [text, setText] = useState(percentsOf(thresholdsIn(tenant)))
  const { data } = useQuery(tenantQuery(tenant.id))
  const client = useQueryClient()
  const thresholds = thresholdsOf(text)
  const change = useMutation({
    mutationFn: () =>
      patchTenant(tenant.id, { alerts: { thresholds } }, { ifMatch: data?.etag, reason: undefined }),
    meta: { showsItsErrors: true },
    onSuccess: async (changed) => {
      await client.invalidateQueries({ queryKey: ['list', '/admin/v1/tenants'] })
      toastDone('The thresholds are changed', enforcement(changed))
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={`Thresholds of ${tenant.name}`}
      description="A notice is written, and sent to the webhooks that listen, when a budget crosses one of them: once for each window."
      submit="Save"
      onClose={onClose}
      onSubmit={() => change.mutate()}
      isBusy={change.isPending}
      error={change.error}
      canSubmit={thresholds !== undefined && data !== undefined}
    >
      <Input
        label="Per cent of a budget"
        value={text}
        onChange={(event) => setText(event.target.value)}
        {...(thresholds === undefined ? { error: 'Whole numbers from 1 to 100, such as 50, 80, 100.' } : {})}
      />
    </FormDialog>
  )
}
