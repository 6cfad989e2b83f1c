import type { ChatTenant } from '@bulkhead/contracts/chat'

import type { Tenant } from './tenant-directory.ts'

/** The slice of the tenant's config that chat needs. */
export function chatTenantOf({ config }: Tenant): ChatTenant {
  return { chat: config.chat, sessions: config.sessions, rag: config.rag }
}
