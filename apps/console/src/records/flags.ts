import { request } from '../api/request.ts'
import { resourceQuery } from '../api/resource.ts'

type Flags = Readonly<Record<string, boolean>>

/** The result, and what each layer says; later layers override earlier ones. */
export interface FlagView {
  readonly flags: Flags
  readonly layers: Readonly<Record<string, Flags>>
  readonly problems: readonly string[]
}

const FLAGS_PATH = '/admin/v1/flags'

/** What each flag does while it is off. */
export const FLAG_MEANINGS: Readonly<Record<string, string>> = {
  'retrieval.vectors': 'Search by meaning too. Off: by words only, and Vectorize is not asked.',
  'ingest.embedding': 'Embed documents. Off: they stay searchable by words until it is on again.',
  'chat.fallbackModels': 'Try the fallback models when the first one fails. Off: the first one only.',
}

/** Of the deployment, or of one tenant. */
export function flagsPath(tenantId?: string): string {
  return tenantId === undefined ? FLAGS_PATH : `/admin/v1/tenants/${encodeURIComponent(tenantId)}/flags`
}

export function flagsQuery(tenantId?: string) {
  return resourceQuery<FlagView>(flagsPath(tenantId))
}

interface Conditions {
  readonly ifMatch: string | undefined
  readonly reason: string | undefined
}

/** Replaces the whole layer. */
export async function putFlags(path: string, overrides: Flags, conditions: Conditions): Promise<void> {
  await request('PUT', path, { body: overrides, ...conditions })
}
