import { SCOPES } from '@bulkhead/tenant-schema/tenant-config'
import * as z from 'zod/mini'

/** What a session may do in the tenant's view of the console; `keys:read` shows keys and changes none. */
export const PortalScope = z.enum([...SCOPES, 'keys:read'])

/** `POST /admin/v1/portal-sessions` */
export const CreatePortalSession = z.strictObject({
  tenantId: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)),
  /** Who it is for, as the tenant knows them; kept in the audit log. */
  subject: z.string().check(z.minLength(1), z.maxLength(200)),
  scopes: z.array(PortalScope).check(z.minLength(1)),
  /** The page shows it as a link. */
  returnUrl: z.exactOptional(z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000))),
})

export const PortalSessionView = z.object({
  tenantId: z.string(),
  subject: z.string(),
  scopes: z.array(PortalScope),
  returnUrl: z.exactOptional(z.string()),
  /** Good once. */
  url: z.exactOptional(z.string()),
  expiresAt: z.iso.datetime(),
})
