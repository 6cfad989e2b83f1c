import { useQuery } from '@tanstack/react-query'

import type { Page } from './pages.ts'
import { resourceQuery } from './resource.ts'

/** Named limits; each part is a part of a tenant's document. */
export interface Plan {
  readonly name: string
  readonly description?: string
  readonly rateLimit?: Readonly<Record<string, unknown>>
  readonly budget?: Readonly<Record<string, unknown>>
  readonly alerts?: Readonly<Record<string, unknown>>
  readonly sessions?: Readonly<Record<string, unknown>>
  readonly rag?: Readonly<Record<string, unknown>>
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

/** Of the first hundred: deployments have a handful. */
export function usePlanNames(): readonly string[] {
  const { data } = useQuery(resourceQuery<Page<Plan>>('/admin/v1/plans', { query: { limit: '100' } }))
  return data?.data.data.map(({ name }) => name) ?? []
}
