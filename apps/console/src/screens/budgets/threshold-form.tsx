import { Input } from '@cloudflare/kumo/components/input'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { enforcement } from '../../api/resource.ts'
import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { useSeenVersion } from '../../pieces/dialog/use-seen-version.ts'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { patchTenant, type Tenant } from '../../records/tenants.ts'
import { percentsOf, thresholdsOf } from './budget-state.ts'
import { thresholdsIn } from './thresholds-in.ts'

interface ThresholdFormProps {
  readonly tenant: Tenant
  readonly etag: string | undefined
  readonly onClose: () => void
}

export function ThresholdForm({ tenant, etag, onClose }: ThresholdFormProps) {
  const before = thresholdsIn(tenant)
  const [text, setText] = useState(percentsOf(before))
  const client = useQueryClient()
  const thresholds = thresholdsOf(text)
  const change = useMutation({
    mutationFn: () =>
      patchTenant(tenant.id, { alerts: { thresholds } }, { ifMatch: seen, reason: undefined }),
    meta: { showsItsErrors: true },
    onSuccess: async (changed) => {
      toastDone('The thresholds are changed', enforcement(changed))
      onClose()
      await client.invalidateQueries()
    },
  })
  const seen = useSeenVersion(etag, change.error)
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
      canSubmit={thresholds !== undefined}
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
