import { Input } from '@cloudflare/kumo/components/input'

import { FormDialog } from '../../pieces/dialog/form-dialog.tsx'
import { ReasonInput } from '../../pieces/dialog/reason-input.tsx'
import { Diff } from '../../pieces/diff.tsx'
import type { Plan } from '../../records/plans.ts'
import { LimitInputs } from '../limits/limit-inputs.tsx'
import { usePlanEdit } from './use-plan-edit.ts'

interface PlanDialogProps {
  /** Undefined: a new one. */
  readonly plan: Plan | undefined
  readonly onClose: () => void
}

/** Tenants of the plan have the new limits at once, so the change is shown before it is made. */
export function PlanDialog({ plan, onClose }: PlanDialogProps) {
  const { draft, set, isChanged, preview, save } = usePlanEdit(plan, onClose)
  const { name, description, fields, reason } = draft
  return (
    <FormDialog
      open
      size="xl"
      title={plan === undefined ? 'Create plan' : `Edit plan ${plan.name}`}
      description="Empty: the plan says nothing about it, and each tenant's own limit holds."
      submit={plan === undefined ? 'Create plan' : 'Change plan'}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      isBusy={save.isPending}
      error={save.error ?? (isChanged ? preview.error : null)}
      canSubmit={isChanged && (plan === undefined ? name !== '' : preview.data !== undefined)}
    >
      {plan === undefined && (
        <Input
          label="Name"
          required
          className="font-mono"
          pattern="[a-z0-9\-]{1,32}"
          value={name}
          onChange={(event) => set({ name: event.target.value })}
        />
      )}
      <Input
        label="Description"
        maxLength={200}
        value={description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <LimitInputs fields={fields} onChange={(changed) => set({ fields: changed })} />
      {plan !== undefined && isChanged && preview.data !== undefined && (
        <Diff changes={preview.data.changes} />
      )}
      {plan !== undefined && <ReasonInput reason={reason} onChange={(text) => set({ reason: text })} />}
    </FormDialog>
  )
}
