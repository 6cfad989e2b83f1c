import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { etagOf } from '../../api/admin.ts'
import { dryRun } from '../../api/resource.ts'
import { useSeenVersion } from '../../pieces/dialog/use-seen-version.ts'
import { toastDone } from '../../pieces/feedback/toasts.tsx'
import { createPlan, patchPlan, planPath, type Plan } from '../../records/plans.ts'
import { fieldsOf, patchOf, type LimitFields } from '../limits/limit-fields.ts'

interface Typed {
  readonly name: string
  readonly description: string | undefined
  readonly fields: Partial<LimitFields>
  readonly reason: string
}

const NOTHING: Typed = { name: '', description: undefined, fields: {}, reason: '' }

/** A plan in the making: what was typed, what that would change, and how to keep it. */
export function usePlanEdit(plan: Plan | undefined, onSaved: () => void) {
  const before = fieldsOf(plan ?? {})
  const [typed, setTyped] = useState<Typed>(NOTHING)
  // What is not typed stays as it is, also when somebody else changes it meanwhile.
  const draft = {
    ...typed,
    description: typed.description ?? plan?.description ?? '',
    fields: { ...before, ...typed.fields },
  }
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
      else await patchPlan(plan, patch, { ifMatch: seen, reason: draft.reason })
    },
    meta: { showsItsErrors: true },
    onSuccess: () => {
      toastDone(plan === undefined ? `Plan ${draft.name} is created` : `Plan ${plan.name} is changed`)
      onSaved()
    },
  })
  const seen = useSeenVersion(plan === undefined ? undefined : etagOf(plan), save.error)
  const set = (changed: Partial<Typed>) =>
    setTyped({ ...typed, ...changed, fields: { ...typed.fields, ...changed.fields } })
  return { draft, set, isChanged, preview, save }
}
