import * as z from 'zod/mini'

import { PortalScope } from './portal-sessions.ts'

/** What an operator may do, from everything to looking. */
export const ROLES = ['owner', 'operator', 'billing', 'viewer'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

const email = z.email().check(z.maxLength(200), z.toLowerCase())
const name = z.string().check(z.minLength(1), z.maxLength(100))

/** `POST /admin/v1/operators` */
export const CreateOperator = z.strictObject({
  name,
  /** Signs in by Cloudflare Access, where that guards the console. */
  email: z.exactOptional(email),
  role: Role,
  expiresAt: z.exactOptional(z.iso.datetime()),
})

/** A merge patch of an operator. */
export const PatchOperator = z.strictObject({
  name: z.exactOptional(name),
  email: z.exactOptional(z.nullable(email)),
  role: z.exactOptional(Role),
  expiresAt: z.exactOptional(z.nullable(z.iso.datetime())),
})

export const OperatorView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.exactOptional(z.string()),
  role: Role,
  expiresAt: z.exactOptional(z.iso.datetime()),
  version: z.int(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  lastUsedAt: z.exactOptional(z.iso.datetime()),
})

/** `token` is shown once. */
export const OperatorWithToken = z.extend(OperatorView, { token: z.exactOptional(z.string()) })

/** Which deployment this is. */
export const Deployment = z.object({
  environment: z.string(),
  /** Where the public API is; left out: on this API's own origin. */
  apiOrigin: z.exactOptional(z.string()),
})

/** `GET /admin/v1/whoami`: an operator, or a tenant's person in the portal. */
export const WhoAmI = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('operator'),
    id: z.string(),
    name: z.string(),
    role: Role,
    type: z.enum(['bootstrap', 'operator']),
    /** Of the session, where there is one, else of the token. */
    expiresAt: z.exactOptional(z.iso.datetime()),
    ...Deployment.shape,
  }),
  z.object({
    kind: z.literal('portal'),
    tenantId: z.string(),
    subject: z.string(),
    scopes: z.array(PortalScope),
    returnUrl: z.exactOptional(z.string()),
    expiresAt: z.exactOptional(z.iso.datetime()),
    ...Deployment.shape,
  }),
])
export type WhoAmI = z.infer<typeof WhoAmI>
