import { answerOf, isDryRun, type AdminClient, type Schemas } from '@bulkhead/admin-client/admin-client'

import { unchecked } from '../../api.ts'
import { readTenantFolder } from '../../tenant-folder.ts'
import type { Came } from '../progress.ts'

/** The folder's tenants as they are in it; those of the demo stay at home. Nobody is erased. */
export async function applyTenants(admin: AdminClient, folder: string): Promise<Came> {
  const tenants = readTenantFolder(folder).filter((one) => !isDemo(one))
  if (tenants.length === 0) return { what: `${folder} has demo tenants only`, isChange: false }
  const body = unchecked<Schemas['ApplyTenants']>({ tenants, prune: false })
  const answer = await answerOf(admin.POST('/admin/v1/tenants/apply', { body }))
  if (isDryRun(answer)) throw new TypeError('nobody has asked for a dry run')
  const { created, updated, unchanged } = answer
  const what = `${created.length} created, ${updated.length} updated, ${unchanged.length} unchanged`
  return { what, isChange: created.length + updated.length > 0 }
}

function isDemo(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'demo' in document && document.demo === true
}
