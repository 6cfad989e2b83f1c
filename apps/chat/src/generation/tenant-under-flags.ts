import type { CompletionTenant } from '@bulkhead/contracts/chat'
import { logFieldsOf } from '@bulkhead/contracts/context'
import { FlagReader } from '@bulkhead/flags/flag-reader'

import type { Run } from '../run.ts'

/** One per isolate. */
const reader = new FlagReader()

/** The tenant's config with its current flags applied. Never throws, and waits at most 100 ms. */
export async function tenantUnderFlags<T extends CompletionTenant>(
  { env, ctx, log }: Run,
  tenant: T,
): Promise<T> {
  const reading = { store: env.FLAGS, log, fields: logFieldsOf(ctx) }
  const flags = await reader.read(reading, ctx.tenantId, tenant.flags)
  return flags['chat.fallbackModels'] ? tenant : { ...tenant, chat: { ...tenant.chat, fallbackModels: [] } }
}
