import * as z from 'zod/mini'

import { TenantDocument } from './tenants.ts'

/** `POST /admin/v1/tenants/apply`: every file of a folder; all of it is put, or nothing. */
export const ApplyTenants = z.strictObject({
  tenants: z.array(TenantDocument).check(z.maxLength(10_000)),
  /** Erases the file tenants that are not in `tenants`. */
  prune: z.exactOptional(z.boolean()),
  /** Tenant id to plaintext key with every scope; refused outside the local environment. */
  localKeys: z.exactOptional(z.record(z.string(), z.string())),
})
export type ApplyTenants = z.infer<typeof ApplyTenants>
