import type { Usage } from '@bulkhead/contracts/http/usage'
import { queryOptions } from '@tanstack/react-query'

import type { Page } from '../api/pages.ts'
import { fetchJson, request } from '../api/request.ts'
import { resourceQuery, type Enforced } from '../api/resource.ts'

export type { Usage }

export interface RateLimit {
  readonly requestsPerMinute?: number
  readonly burst?: number
}

/** Budgets in tokens, and in dollars as decimal strings. */
export interface Budget {
  readonly tokensPerDay?: number
  readonly tokensPerMonth?: number
  readonly spendPerDay?: string
  readonly spendPerMonth?: string
}

interface Limits {
  readonly rateLimit?: RateLimit
  readonly budget?: Budget
  readonly alerts?: { readonly thresholds?: readonly number[] }
}

/** A tenant's own document, and what the Registry knows of it. */
export interface Tenant extends Limits {
  readonly id: string
  readonly name: string
  readonly status: 'active' | 'suspended'
  readonly plan?: string
  readonly tier?: string
  readonly managedBy: 'file' | 'api'
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly driftedSince?: string
  /** With the plan's part, where it names a plan. */
  readonly effective?: Limits
  readonly chat?: { readonly model?: string; readonly allowedModels?: readonly string[] }
}

const pathOf = (tenantId: string) => `/admin/v1/tenants/${encodeURIComponent(tenantId)}`
const LIVE_MS = 5_000

export const tenantPath = pathOf

export function tenantQuery(tenantId: string) {
  return resourceQuery<Tenant>(pathOf(tenantId))
}

export function tenantUsageQuery(tenantId: string) {
  return resourceQuery<Usage>(`${pathOf(tenantId)}/usage`, { everyMs: LIVE_MS })
}

/** What applies: the plan's part under the tenant's own. */
export function effectiveLimits(tenant: Tenant): Limits {
  return tenant.effective ?? tenant
}

interface Conditions {
  readonly ifMatch: string | undefined
  readonly reason: string | undefined
}

export async function createTenant(document: object): Promise<Tenant> {
  return (await request<Tenant>('POST', '/admin/v1/tenants', { body: document })).data
}

export async function patchTenant(
  tenantId: string,
  patch: object,
  conditions: Conditions,
): Promise<Tenant & Enforced> {
  return (await request<Tenant & Enforced>('PATCH', pathOf(tenantId), { body: patch, ...conditions })).data
}

export async function setTenantStatus(
  tenantId: string,
  verb: 'suspend' | 'resume',
  reason: string | undefined,
): Promise<Enforced> {
  const body = reason === undefined ? {} : { reason }
  return (await request<Enforced>('POST', `${pathOf(tenantId)}/${verb}`, { body })).data
}

/** Whether there is any tenant, and any that was made here or by the API. */
export const tenantsExistQuery = queryOptions({
  queryKey: ['tenants-exist'],
  queryFn: async ({ signal }) => {
    const has = async (managedBy?: string) => {
      const query = { limit: 1, managedBy }
      return (await fetchJson<Page<Tenant>>('/admin/v1/tenants', { query, signal })).data.length > 0
    }
    const [any, ofTheApi] = await Promise.all([has(), has('api')])
    return { any, ofTheApi }
  },
})
