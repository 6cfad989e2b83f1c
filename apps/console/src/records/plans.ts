import { useQuery } from '@tanstack/react-query'

import type { Page } from '../api/pages.ts'
import { request } from '../api/request.ts'
import { resourceQuery } from '../api/resource.ts'
import type { Budget, RateLimit } from './tenants.ts'

/** Named limits; each part is a part of a tenant's document. */
export interface Plan {
  readonly name: string
  readonly description?: string
  readonly rateLimit?: RateLimit
  readonly budget?: Budget
  readonly alerts?: Readonly<Record<string, unknown>>
  readonly sessions?: Readonly<Record<string, unknown>>
  readonly rag?: Readonly<Record<string, unknown>>
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

export const PLANS_PATH = '/admin/v1/plans'

export function planPath(name: string): string {
  return `${PLANS_PATH}/${encodeURIComponent(name)}`
}

export async function createPlan(plan: object): Promise<Plan> {
  return (await request<Plan>('POST', PLANS_PATH, { body: plan })).data
}

interface Conditions {
  /** The version that was read. */
  readonly version: number
  readonly reason?: string | undefined
}

export async function patchPlan(name: string, patch: object, { version, reason }: Conditions): Promise<void> {
  await request('PATCH', planPath(name), { body: patch, ifMatch: `"${version}"`, reason })
}

export async function removePlan({ name, version }: Plan, reason: string | undefined): Promise<void> {
  await request('DELETE', planPath(name), { ifMatch: `"${version}"`, reason })
}

/** Of the first hundred: deployments have a handful. */
export function usePlanNames(): readonly string[] {
  const { data } = useQuery(resourceQuery<Page<Plan>>(PLANS_PATH, { query: { limit: '100' } }))
  return data?.data.data.map(({ name }) => name) ?? []
}
