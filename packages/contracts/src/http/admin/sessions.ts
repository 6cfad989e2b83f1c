import * as z from 'zod/mini'

import { Propagation } from './changes.ts'
import { Deployment, WhoAmI } from './operators.ts'

const secret = z.string().check(z.minLength(1), z.maxLength(1_000))

/** `POST /admin/v1/session`: the admin token or an operator's, or the code of a link. */
export const OpenSession = z.union([z.strictObject({ token: secret }), z.strictObject({ code: secret })])

/** Who is signed in now; the session itself is in the cookie. */
export const SessionView = WhoAmI

/** `GET /admin/v1/session`: for whoever opens the console, signed in or not. */
export const CurrentSession = z.object({ session: z.nullable(WhoAmI), ...Deployment.shape })

/** `POST /admin/v1/sign-in-links` */
export const CreateSignInLink = z.strictObject({})

export const SignInLink = z.object({
  /** Good once, and shown once. */
  url: z.exactOptional(z.string()),
  expiresAt: z.iso.datetime(),
})

/** `POST /admin/v1/session/key`; a portal session names no tenant, or its own. */
export const CreateSessionKey = z.strictObject({
  tenantId: z.exactOptional(z.string().check(z.regex(/^[a-z0-9-]{1,32}$/))),
})

/** A key of the tenant for the pages of the console. */
export const SessionKey = z.object({
  ...Propagation.shape,
  key: z.exactOptional(z.string()),
  keyId: z.string(),
  expiresAt: z.iso.datetime(),
  /** Where the public API is, unless it has the console's own origin. */
  apiOrigin: z.exactOptional(z.string()),
})
