import { FlagOverrides } from '@bulkhead/tenant-schema/flags'
import * as z from 'zod/mini'

/** `GET /admin/v1/flags`, `GET /admin/v1/tenants/:id/flags` */
export const FlagsView = z.object({
  /** What applies. */
  flags: z.required(FlagOverrides),
  /** By layer, each overriding those before it; a deployment has neither `config` nor `tenant`. */
  layers: z.object({
    defaults: z.required(FlagOverrides),
    config: z.exactOptional(FlagOverrides),
    deployment: FlagOverrides,
    tenant: z.exactOptional(FlagOverrides),
  }),
  /** What could not be read of a layer, which then says nothing. */
  problems: z.array(z.string()),
})
