import { FlagOverrides } from '@bulkhead/tenant-schema/flags'
import * as z from 'zod/mini'

import type { Operation } from './operations.ts'

const FlagsView = z.object({
  flags: z.required(FlagOverrides),
  layers: z.object({
    defaults: z.required(FlagOverrides),
    config: z.exactOptional(FlagOverrides),
    deployment: FlagOverrides,
    tenant: z.exactOptional(FlagOverrides),
  }),
  problems: z.array(z.string()),
})
const VIEW =
  '`flags` is what holds, `layers` who says so, later ones going before earlier ones. `problems` names what in a stored record cannot be used and is left out.'
const REPLACE =
  'Replaces the whole record; `{}` clears it. It takes up to 90 seconds until every request obeys it.'

/** The operator's switches. */
export const FLAG_OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /admin/flags': {
    summary: 'The flags of the whole deployment',
    description: VIEW,
    status: 200,
    response: FlagsView,
    errors: ['storage_unavailable'],
  },
  'PUT /admin/flags': {
    summary: 'Set the flags of the whole deployment',
    description: REPLACE,
    request: FlagOverrides,
    status: 200,
    response: FlagsView,
    errors: ['invalid_request', 'unsupported_media_type', 'storage_unavailable'],
  },
  'GET /admin/tenants/:id/flags': {
    summary: "A tenant's flags, and who says so",
    description: VIEW,
    status: 200,
    response: FlagsView,
    errors: ['tenant_not_found', 'storage_unavailable'],
  },
  'PUT /admin/tenants/:id/flags': {
    summary: "Set a tenant's own flags",
    description: REPLACE,
    request: FlagOverrides,
    status: 200,
    response: FlagsView,
    errors: ['invalid_request', 'unsupported_media_type', 'tenant_not_found', 'storage_unavailable'],
  },
}
