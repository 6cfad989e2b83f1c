import { Scope } from '@bulkhead/tenant-schema/tenant-config'
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

const MAX_REQUEST_CHARS = 8_000

/** The query of the client's authorization request, as it came. */
const request = z.string().check(z.minLength(1), z.maxLength(MAX_REQUEST_CHARS))

/** `GET /admin/v1/session/grant` */
export const GrantQuery = z.strictObject({ request })

/** What a client of `/mcp` asks of the tenant whose person is signed in. */
export const GrantRequest = z.object({
  tenantId: z.string(),
  /** As the client itself says: nobody has checked it. */
  client: z.object({ name: z.string(), uri: z.exactOptional(z.string()) }),
  redirectHost: z.string(),
  /** The client runs on the person's own machine, where any program can claim the address. */
  isLoopback: z.boolean(),
  /** What may be granted at most. */
  scopes: z.array(Scope),
})

/** `POST /admin/v1/session/grants`; without scopes it is refused to the client. */
export const DecideGrant = z.strictObject({ request, scopes: z.array(Scope) })

export const DecidedGrant = z.object({
  /** Where the browser goes on, with a code or with the refusal. */
  redirectTo: z.string(),
})
