import { TenantConfig } from '@bulkhead/tenant-schema/tenant-config'
import * as z from 'zod/mini'

import { PageRequest } from '../lists.ts'
import { Change, Propagation } from './changes.ts'
import { TenantFigures } from './figures.ts'

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

/** A plan may have what is left out. */
const rateLimit = z.exactOptional(z.partial(TenantConfig.shape.rateLimit))
const ownDocument = {
  ...z.partial(z.omit(TenantConfig, { apiKeys: true, $schema: true })).shape,
  rateLimit,
}

/** A tenant's own document and what the Registry adds to it. */
export const TenantView = z.object({
  ...ownDocument,
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
/** `GET /admin/v1/tenants` */
export const ListedTenant = z.extend(TenantView, { figures: TenantFigures })
export const ChangedTenant = z.extend(TenantView, Propagation.shape)
export const ErasedTenant = z.extend(
  z.object({ id: z.string(), status: z.literal('erased') }),
  Propagation.shape,
)

/** A new tenant: what its plan has may be left out. */
export const TenantDraft = z.extend(z.partial(z.omit(TenantConfig, { $schema: true })), {
  id: z.string(),
  rateLimit,
})
/** A merge patch of the same: null clears. */
export const TenantPatch = z.record(z.string(), z.unknown())

/** `POST /admin/v1/tenants/apply`: every file of a folder; all of it is put, or nothing. */
export const ApplyTenants = z.strictObject({
  tenants: z.array(TenantDocument).check(z.maxLength(10_000)),
  /** Erases the file tenants that are not in `tenants`. */
  prune: z.exactOptional(z.boolean()),
  /** Tenant id to plaintext key with every scope; refused outside the local environment. */
  localKeys: z.exactOptional(z.record(z.string(), z.string())),
})
export type ApplyTenants = z.infer<typeof ApplyTenants>

/** What applying a folder changed. */
export const AppliedTenants = z.extend(
  z.object({
    created: z.array(z.string()),
    updated: z.array(z.object({ id: z.string(), changes: z.array(Change) })),
    unchanged: z.array(z.string()),
    /** Erased: no longer in the folder. */
    pruned: z.array(z.string()),
    /** Differ from their files since then, by what an incident needed. */
    drifted: z.array(z.object({ id: z.string(), since: z.iso.datetime() })),
  }),
  Propagation.shape,
)
