import * as z from 'zod/mini'

import { Role } from './roles.ts'

const name = z.string().check(z.minLength(1), z.maxLength(100))

/** `POST /admin/v1/operators` */
export const CreateOperator = z.strictObject({
  name,
  role: Role,
  expiresAt: z.exactOptional(z.iso.datetime()),
})

/** A merge patch of an operator. */
export const PatchOperator = z.strictObject({
  name: z.exactOptional(name),
  role: z.exactOptional(Role),
  expiresAt: z.exactOptional(z.nullable(z.iso.datetime())),
})

export const OperatorView = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  expiresAt: z.exactOptional(z.iso.datetime()),
  version: z.int(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  lastUsedAt: z.exactOptional(z.iso.datetime()),
})

/** `GET /admin/v1/whoami` */
export const WhoAmI = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  type: z.enum(['bootstrap', 'operator']),
  expiresAt: z.exactOptional(z.iso.datetime()),
})
