import { loadTenants } from '@bulkhead/tenant-schema/load-tenants'
import { ADMIN_ENTRY } from '@bulkhead/tenant-schema/local-keys'

import { ROOT } from '../apps.ts'
import { readLocalKeys } from '../local-variables.ts'

/** Sends one request to control, or to whoever forwards to it. */
type Send = (path: string, init: RequestInit) => Promise<Response>

const DEFAULT_FOLDERS = 'tenants'

/**
 * Puts folders of tenants, separated by `:`, into the Registry, and the local keys with them. Applying the
 * same again changes nothing. @throws Error with what is wrong with them
 */
export async function applyTenants(send: Send, folders = DEFAULT_FOLDERS): Promise<void> {
  const { tenants, problems } = loadTenants(ROOT, folders.split(':'))
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const { [ADMIN_ENTRY]: adminToken = '', ...keys } = readLocalKeys()
  const ids = new Set(tenants.map(({ config }) => config.id))
  const localKeys = Object.fromEntries(Object.entries(keys).filter(([tenantId]) => ids.has(tenantId)))
  const response = await send('/admin/v1/tenants/apply', {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tenants: tenants.map(({ document }) => document), localKeys }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`the tenants could not be applied (${response.status}): ${text}`)
}
