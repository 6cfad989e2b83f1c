import { answerOf } from '@bulkhead/admin-client/admin-client'

import { admin, conditions, type Schemas } from '../api/admin.ts'
import { resourceQuery } from '../api/resource.ts'

/** The result, and what each layer says; later layers override earlier ones. */
export type FlagView = Schemas['Flags']

/** What each flag does while it is off. */
export const FLAG_MEANINGS: Readonly<Record<string, string>> = {
  'retrieval.vectors': 'Search by meaning too. Off: by words only, and Vectorize is not asked.',
  'ingest.embedding': 'Embed documents. Off: they stay searchable by words until it is on again.',
  'chat.fallbackModels': 'Try the fallback models when the first one fails. Off: the first one only.',
}

/** Of the deployment, or of one tenant. */
export function flagsQuery(tenantId?: string) {
  const path = tenantId === undefined ? '' : `/tenants/${encodeURIComponent(tenantId)}`
  return resourceQuery<FlagView>(`/admin/v1${path}/flags`)
}

/** Replaces the whole layer. */
export async function putFlags(
  tenantId: string | undefined,
  overrides: Schemas['FlagOverrides'],
  given: Parameters<typeof conditions>[0],
): Promise<void> {
  const options = { body: overrides, headers: conditions(given) }
  if (tenantId === undefined) await answerOf(admin.PUT('/admin/v1/flags', options))
  else {
    const params = { path: { id: tenantId } }
    await answerOf(admin.PUT('/admin/v1/tenants/{id}/flags', { ...options, params }))
  }
}
