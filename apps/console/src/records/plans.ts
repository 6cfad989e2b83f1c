import { useQuery } from '@tanstack/react-query'

import { admin, changed, conditions, etagOf, type Schemas } from '../api/admin.ts'
import type { Page } from '../api/pages.ts'
import { resourceQuery } from '../api/resource.ts'

/** Named limits; each part is a part of a tenant's document. */
export type Plan = Schemas['Plan']

export const PLANS_PATH = '/admin/v1/plans'

export function planPath(name: string): string {
  return `${PLANS_PATH}/${encodeURIComponent(name)}`
}

export async function createPlan(plan: Schemas['CreatePlan']): Promise<void> {
  await changed(admin.POST('/admin/v1/plans', { body: plan }))
}

export async function patchPlan(
  { name }: Plan,
  patch: object,
  given: Parameters<typeof conditions>[0],
): Promise<void> {
  const params = { path: { name } }
  await changed(
    admin.PATCH('/admin/v1/plans/{name}', { params, headers: conditions(given), body: { ...patch } }),
  )
}

export async function removePlan(plan: Plan, reason: string | undefined): Promise<void> {
  await changed(admin.DELETE('/admin/v1/plans/{name}', optionsFor(plan, reason)))
}

function optionsFor(plan: Plan, reason: string | undefined) {
  return { params: { path: { name: plan.name } }, headers: conditions({ ifMatch: etagOf(plan), reason }) }
}

/** Of the first hundred: deployments have a handful. Undefined until they are read. */
export function usePlanNames(): readonly string[] | undefined {
  const { data } = useQuery(resourceQuery<Page<Plan>>(PLANS_PATH, { query: { limit: '100' } }))
  return data?.data.data.map(({ name }) => name)
}
