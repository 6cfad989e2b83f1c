import { Button } from '@cloudflare/kumo/components/button'
import { Dialog } from '@cloudflare/kumo/components/dialog'
import { Select } from '@cloudflare/kumo/components/select'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useMay } from '../../api/may.ts'
import { dryRun, enforcement } from '../../api/resource.ts'
import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { ReasonInput } from '../../pieces/dialog/reason-input.tsx'
import { Diff } from '../../pieces/diff.tsx'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { InAppLink } from '../../pieces/in-app-link.tsx'
import { usePlanNames } from '../../records/plans.ts'
import { patchTenant, tenantPath, type Tenant } from '../../records/tenants.ts'
import { planChanges } from './plan-changes.ts'

interface ChangePlanProps {
  readonly tenant: Tenant
  readonly etag: string | undefined
  readonly onClose: () => void
}

/** Leads to where plans are made while there is none. */
export function ChangePlan(props: ChangePlanProps) {
  const plans = usePlanNames()
  if (plans === undefined) return null
  return plans.length === 0 ? <NoPlans onClose={props.onClose} /> : <ChoosePlan {...props} plans={plans} />
}

interface ChoosePlanProps extends ChangePlanProps {
  readonly plans: readonly string[]
}

/** Shows what the plan would change before it is changed. */
function ChoosePlan({ tenant, etag, onClose, plans }: ChoosePlanProps) {
  const [plan, setPlan] = useState(tenant.plan ?? '')
  const [reason, setReason] = useState('')
  const [keepsOwn, setKeepsOwn] = useState(false)
  const patch = planPatch(plan, keepsOwn)
  const preview = useQuery({
    queryKey: ['plan-change', tenant.id, tenant.version, patch],
    queryFn: () => dryRun<Tenant>('PATCH', tenantPath(tenant.id), patch),
    enabled: plan !== '' && plan !== tenant.plan,
  })
  const change = useMutation({
    mutationFn: () => patchTenant(tenant.id, patch, { ifMatch: etag, reason }),
    meta: { showsItsErrors: true },
    onSuccess: (changed) => {
      toastDone(`${tenant.name} is on plan ${plan}`, enforcement(changed))
      onClose()
    },
  })
  return (
    <FormDialog
      open
      size="xl"
      title="Change plan"
      description="What holds for the tenant before and after, with limits of its own over those of the plan."
      submit={plan === '' ? 'Change plan' : `Change to ${plan}`}
      onClose={onClose}
      onSubmit={() => change.mutate()}
      isBusy={change.isPending}
      error={change.error ?? preview.error}
      canSubmit={preview.data !== undefined}
    >
      <Select
        label="Plan"
        items={Object.fromEntries(plans.map((name) => [name, name]))}
        placeholder="Choose a plan"
        value={plan === '' ? null : plan}
        onValueChange={(name) => setPlan(name ?? '')}
      />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-kumo-brand"
          checked={keepsOwn}
          onChange={(event) => setKeepsOwn(event.target.checked)}
        />
        Keep the tenant's own limits, over those of the plan
      </label>
      {preview.data !== undefined && <Diff changes={planChanges(tenant, preview.data.resource)} />}
      <ReasonInput reason={reason} onChange={setReason} />
    </FormDialog>
  )
}

function planPatch(plan: string, keepsOwn: boolean): Record<string, string | null> {
  return keepsOwn ? { plan } : { plan, rateLimit: null, budget: null }
}

/** Instead of a choice between none: what a plan is, and where one is made. */
function NoPlans({ onClose }: { readonly onClose: () => void }) {
  const may = useMay()
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog size="lg" className="p-6">
        <Dialog.Title className="text-lg font-semibold tracking-tight">There are no plans yet</Dialog.Title>
        <Dialog.Description className="mt-1 text-kumo-subtle">
          A plan names limits that many tenants share. This tenant’s own limits can be changed under Limits.
        </Dialog.Description>
        <p className="mt-4">
          {may.setPrices ? (
            <InAppLink path="/settings?view=plans" className="text-kumo-link underline underline-offset-2">
              Make the first plan in the settings
            </InAppLink>
          ) : (
            'An owner or a billing operator can make the first one in the settings.'
          )}
        </p>
        <div className="mt-6 flex justify-end">
          <Button onClick={onClose}>Close</Button>
        </div>
      </Dialog>
    </Dialog.Root>
  )
}
