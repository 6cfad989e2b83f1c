import * as z from 'zod/mini'

import { PageRequest } from '../lists.ts'

/** `GET /admin/v1/tenants`; `q` is found in ids and names. */
export const TenantsPage = z.extend(PageRequest, {
  status: z.optional(z.enum(['active', 'suspended'])),
  plan: z.optional(z.string().check(z.maxLength(32))),
  managedBy: z.optional(z.enum(['file', 'api'])),
  q: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
})
export type TenantsPage = z.infer<typeof TenantsPage>

/** A whole `tenant.config.json`, or a merge patch of one: what is in it is checked against its own schema. */
export const TenantDocument = z.record(z.string(), z.unknown())
export type TenantDocument = z.infer<typeof TenantDocument>

/** Why something was done; kept with the audit event. */
export const Reason = z.strictObject({
  reason: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(500))),
})

/** What the Registry adds to a tenant's document. */
export const TenantView = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.enum(['active', 'suspended']),
  managedBy: z.enum(['file', 'api']),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Since when it differs from its file. */
  driftedSince: z.exactOptional(z.iso.datetime()),
  /** With the plan's part, where it names a plan. */
  effective: z.exactOptional(z.record(z.string(), z.unknown())),
})
