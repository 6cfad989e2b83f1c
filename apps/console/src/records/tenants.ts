import { answerOf } from '@bulkhead/admin-client/admin-client'
import { queryOptions } from '@tanstack/react-query'

import { admin, changed, conditions, type Schemas } from '../api/admin.ts'
import type { Page } from '../api/pages.ts'
import { fetchJson } from '../api/request.ts'
import { resourceQuery } from '../api/resource.ts'

export type Usage = Schemas['TenantUsage']

/** A tenant's own document, and what the Registry knows of it. */
export type Tenant = Schemas['Tenant']

/** With what lists show of it, as its home object reported it last. */
export type ListedTenant = Schemas['ListedTenant']

const pathOf = (tenantId: string) => `/admin/v1/tenants/${encodeURIComponent(tenantId)}`
const LIVE_MS = 5_000

export const tenantPath = pathOf

export function tenantQuery(tenantId: string) {
  return resourceQuery<Tenant>(pathOf(tenantId))
}

export function tenantUsageQuery(tenantId: string) {
  return resourceQuery<Usage>(`${pathOf(tenantId)}/usage`, { everyMs: LIVE_MS })
}

export async function createTenant(document: Schemas['TenantDraft']): Promise<Schemas['ChangedTenant']> {
  return await changed(admin.POST('/admin/v1/tenants', { body: document }))
}

export async function patchTenant(
  tenantId: string,
  patch: Schemas['TenantPatch'],
  given: Parameters<typeof conditions>[0],
): Promise<Schemas['ChangedTenant']> {
  const options = { params: { path: { id: tenantId } }, headers: conditions(given), body: patch }
  return await changed(admin.PATCH('/admin/v1/tenants/{id}', options))
}

/** The whole document. */
export async function putTenant(
  tenantId: string,
  document: Record<string, unknown>,
  given: Parameters<typeof conditions>[0],
): Promise<Schemas['ChangedTenant']> {
  const body = { ...document, id: tenantId }
  const options = { params: { path: { id: tenantId } }, headers: conditions(given), body }
  return await changed(admin.PUT('/admin/v1/tenants/{id}', options))
}

/** A link into the tenant's view of the console, good once and for 15 minutes. */
export async function createPortalLink(wish: Schemas['CreatePortalSession']): Promise<string> {
  const { url } = await changed(admin.POST('/admin/v1/portal-sessions', { body: wish }))
  if (url === undefined) throw new TypeError('a portal link came without its URL')
  return url
}

export async function suspendTenant(
  tenantId: string,
  reason: string | undefined,
): Promise<Schemas['ChangedTenant']> {
  return await changed(admin.POST('/admin/v1/tenants/{id}/suspend', withReason(tenantId, reason)))
}

export async function resumeTenant(
  tenantId: string,
  reason: string | undefined,
): Promise<Schemas['ChangedTenant']> {
  return await changed(admin.POST('/admin/v1/tenants/{id}/resume', withReason(tenantId, reason)))
}

/** Its keys stop at once; what is left of its data goes by itself. */
export async function eraseTenant(tenantId: string, reason: string | undefined): Promise<void> {
  const options = { params: { path: { id: tenantId } }, headers: conditions({ reason }) }
  await changed(admin.DELETE('/admin/v1/tenants/{id}', options))
}

/** A round of erasing; how much it erased. Over when every count is 0. */
export async function eraseTenantData(
  tenantId: string,
  reason: string | undefined,
): Promise<Schemas['ErasedData']> {
  const options = { params: { path: { id: tenantId } }, headers: conditions({ reason }) }
  return await answerOf(admin.DELETE('/admin/v1/tenants/{id}/data', options))
}

function withReason(tenantId: string, reason: string | undefined) {
  return { params: { path: { id: tenantId } }, body: reason === undefined ? {} : { reason } }
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
