import { ApiKeyRecord, KeyLimits, Scope } from '@bulkhead/tenant-schema/tenant-config'
import * as z from 'zod/mini'

import { PageRequest } from '../lists.ts'
import { Propagation } from './changes.ts'

const name = z.string().check(z.minLength(1), z.maxLength(100))
const scopes = z.array(Scope).check(z.minLength(1))
const MAX_METADATA = 50
const metadata = z
  .record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(512)))
  .check(
    z.refine(
      (fields) => Object.keys(fields).length <= MAX_METADATA,
      `must have at most ${MAX_METADATA} fields`,
    ),
  )
const { models, allowedIps } = ApiKeyRecord.shape
const moment = z.iso.datetime()

/** `GET /admin/v1/tenants/:id/keys`; `all` shows the keys that pages of the console use as well. */
export const KeysPage = z.extend(PageRequest, { all: z.optional(z.enum(['true', 'false'])) })

/** `POST /admin/v1/tenants/:id/keys` */
export const CreateKey = z.strictObject({
  name: z.exactOptional(name),
  scopes,
  expiresAt: z.exactOptional(moment),
  notBefore: z.exactOptional(moment),
  models,
  limits: z.exactOptional(KeyLimits),
  allowedIps,
  metadata: z.exactOptional(metadata),
})
export type CreateKey = z.infer<typeof CreateKey>

/** A merge patch of a key: what is absent stays, null clears, lists replace. */
export const PatchKey = z.strictObject({
  name: z.exactOptional(z.nullable(name)),
  scopes: z.exactOptional(scopes),
  expiresAt: z.exactOptional(z.nullable(moment)),
  notBefore: z.exactOptional(z.nullable(moment)),
  models: z.exactOptional(z.nullable(z.array(z.string()))),
  limits: z.exactOptional(z.nullable(z.record(z.string(), z.unknown()))),
  allowedIps: z.exactOptional(z.nullable(z.array(z.string()))),
  metadata: z.exactOptional(z.nullable(z.record(z.string(), z.nullable(z.string())))),
})
export type PatchKey = z.infer<typeof PatchKey>

const MAX_GRACE_SECONDS = 30 * 86_400

/** How long the old secret stays good; 0: not at all. */
export const RotateKey = z.strictObject({
  graceSeconds: z._default(z.int().check(z.gte(0), z.lte(MAX_GRACE_SECONDS)), 0),
  reason: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(500))),
})

export const KeyView = z.object({
  id: z.string(),
  tenantId: z.string(),
  name: z.exactOptional(z.string()),
  status: z.enum(['active', 'revoked']),
  scopes: z.array(Scope),
  expiresAt: z.exactOptional(moment),
  notBefore: z.exactOptional(moment),
  models: z.exactOptional(z.array(z.string())),
  limits: z.exactOptional(KeyLimits),
  allowedIps: z.exactOptional(z.array(z.string())),
  metadata: z.exactOptional(metadata),
  managedBy: z.enum(['file', 'api']),
  version: z.int(),
  createdAt: moment,
  createdBy: z.string(),
  updatedAt: moment,
  /** At most a minute old. */
  lastUsedAt: z.exactOptional(moment),
  /** Until when the secret before the last rotation is good. */
  previousExpiresAt: z.exactOptional(moment),
  revokedAt: z.exactOptional(moment),
})
export type KeyView = z.infer<typeof KeyView>

/** `GET /admin/v1/tenants/:id/keys` */
export const ListedKey = z.extend(KeyView, {
  /** Of the operator or key that made it; left out where it has no name any more. */
  creator: z.exactOptional(z.string()),
  /** Of the last 30 days, in US dollars; null as soon as a price is unknown; left out: it was never used. */
  cost30d: z.exactOptional(z.nullable(z.string())),
})

/** A key whose secret is new: `key` is shown once. */
export const KeyWithSecret = z.extend(KeyView, { ...Propagation.shape, key: z.exactOptional(z.string()) })
export const ChangedKey = z.extend(KeyView, Propagation.shape)
export const RevokedKey = z.extend(
  z.object({ id: z.string(), status: z.literal('revoked') }),
  Propagation.shape,
)
