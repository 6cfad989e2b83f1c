import { within } from '@bulkhead/calls/deadline'
import { createId } from '@bulkhead/contracts/ids'
import { unwrap } from '@bulkhead/contracts/outcome'
import { requestIdsOf } from '@bulkhead/http/trace-context'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { ControlEnv } from '../env.ts'
import { ERASE_TIMEOUT_MS } from '../limits.ts'
import { contextFor } from '../trace.ts'

/** Documents, conversations and usage. Safe to repeat; throws as long as something could not be erased. */
export async function eraseData(
  { RAG, CHAT, RATE_LIMIT }: Pick<ControlEnv, 'RAG' | 'CHAT' | 'RATE_LIMIT'>,
  tenantId: TenantId,
): Promise<void> {
  const { traceparent } = requestIdsOf(new Headers())
  const deadline = Date.now() + ERASE_TIMEOUT_MS
  const trace = { requestId: createId('req'), traceparent }
  const ctx = contextFor(tenantId, trace, { route: 'erase', deadline })
  const work = (async () => {
    unwrap(await RAG.erase(ctx))
    unwrap(await CHAT.erase(ctx))
    unwrap(await RATE_LIMIT.erase(ctx))
  })()
  await within(ERASE_TIMEOUT_MS, work)
}
