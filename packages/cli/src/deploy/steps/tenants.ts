import * as z from 'zod/mini'

import type { AdminClient } from '../../admin-client.ts'
import { readTenantFolder } from '../../tenant-folder.ts'
import type { Came } from '../progress.ts'

const ids = z.array(z.unknown())
const Applied = z.object({ created: ids, updated: ids, unchanged: ids })

/** The folder's tenants as they are in it; those of the demo stay at home. Nobody is erased. */
export async function applyTenants(admin: AdminClient, folder: string): Promise<Came> {
  const tenants = readTenantFolder(folder).filter((one) => !isDemo(one))
  if (tenants.length === 0) return { what: `${folder} has demo tenants only`, isChange: false }
  const answer = await admin.json('POST', '/tenants/apply', { body: { tenants, prune: false } })
  const { created, updated, unchanged } = Applied.parse(answer)
  const what = `${created.length} created, ${updated.length} updated, ${unchanged.length} unchanged`
  return { what, isChange: created.length + updated.length > 0 }
}

function isDemo(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'demo' in document && document.demo === true
}
