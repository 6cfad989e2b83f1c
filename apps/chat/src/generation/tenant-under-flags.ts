import type { ChatTenant } from '@bulkhead/contracts/chat'
import { logFieldsOf } from '@bulkhead/contracts/context'
import { FlagReader } from '@bulkhead/flags/flag-reader'

import type { Run } from '../run.ts'

/** One per isolate. */
const reader = new FlagReader()

/** The tenant as its flags want it now. Never throws, and waits 100 ms at most. */
export async function tenantUnderFlags({ env, ctx, log }: Run, tenant: ChatTenant): Promise<ChatTenant> {
  const reading = { store: env.FLAGS, log, fields: logFieldsOf(ctx) }
  const flags = await reader.read(reading, ctx.tenantId, tenant.flags)
  return flags['chat.fallbackModels'] ? tenant : { ...tenant, chat: { ...tenant.chat, fallbackModels: [] } }
}
