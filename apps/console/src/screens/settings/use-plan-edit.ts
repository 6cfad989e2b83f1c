import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { dryRun } from '../../api/resource.ts'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { createPlan, patchPlan, planPath, type Plan } from '../../records/plans.ts'
import { fieldsOf, patchOf } from '../limits/limit-fields.ts'

/** A plan in the making: what was typed, what that would change, and how to keep it. */
export function usePlanEdit(plan: Plan | undefined, onSaved: () => void) {
  const before = fieldsOf(plan ?? {})
  const [draft, setDraft] = useState({
    name: '',
    description: plan?.description ?? '',
    fields: before,
    reason: '',
  })
  const patch = {
    ...patchOf(before, draft.fields),
    ...(draft.description === (plan?.description ?? '') ? {} : { description: draft.description }),
  }
  const isChanged = Object.keys(patch).length > 0
  const preview = useQuery({
    queryKey: ['plan-edit', plan?.name, plan?.version, patch],
    queryFn: () => dryRun('PATCH', planPath(plan?.name ?? ''), patch),
    enabled: plan !== undefined && isChanged,
    retry: false,
  })
  const save = useMutation({
    mutationFn: async () => {
      if (plan === undefined) await createPlan({ name: draft.name, ...patch })
      else await patchPlan(plan, patch, draft.reason)
    },
    meta: { showsItsErrors: true },
    onSuccess: () => {
      toastDone(plan === undefined ? `Plan ${draft.name} is created` : `Plan ${plan.name} is changed`)
      onSaved()
    },
  })
  const set = (changed: Partial<typeof draft>) => setDraft({ ...draft, ...changed })
  return { draft, set, isChanged, preview, save }
}
