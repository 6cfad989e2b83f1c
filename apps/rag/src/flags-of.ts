import { logFieldsOf } from '@bulkhead/contracts/context'
import { FlagReader } from '@bulkhead/flags/flag-reader'
import type { FlagOverrides, Flags } from '@bulkhead/tenant-schema/flags'

import type { Run } from './run.ts'

/** One per isolate. */
const reader = new FlagReader()

/** The tenant's flags; `configured` is what its config says. Never throws, and waits 100 ms at most. */
export function flagsOf({ env, log, ctx }: Run, configured: FlagOverrides | undefined): Promise<Flags> {
  return reader.read({ store: env.FLAGS, log, fields: logFieldsOf(ctx) }, ctx.tenantId, configured)
}
