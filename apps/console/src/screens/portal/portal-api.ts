import type { Document } from '@bulkhead/contracts/http/documents'
import type { Usage } from '@bulkhead/contracts/http/usage'
import { queryOptions } from '@tanstack/react-query'

import { liveAsTenant } from '../../api/live.ts'
import { usePages, type Pages } from '../../api/pages.ts'
import { fetchJson, request, type Query } from '../../api/request.ts'
import type { CreateKey, NewKey } from '../../records/keys.ts'
import type { Holder } from './holder.ts'

const USAGE_EVERY_MS = 4_000
const LIST_EVERY_MS = 5_000

export type { Document }

export function ownUsageQuery({ tenantId, access }: Holder) {
  return queryOptions({
    queryKey: ['own-usage', tenantId],
    queryFn: async ({ signal }) => {
      const { key, origin } = await access()
      return await fetchJson<Usage>(`${origin}/v1/usage`, { bearer: key, signal })
    },
    ...liveAsTenant(USAGE_EVERY_MS),
  })
}

/** A list of the public API, as the tenant sees it. */
export function useOwnPages<T>({ tenantId, access }: Holder, path: string, query: Query): Pages<T> {
  return usePages<T>(path, { query, of: tenantId, everyMs: LIST_EVERY_MS, access })
}

export async function createOwnKey({ access }: Holder, wish: CreateKey): Promise<NewKey> {
  const { key, origin } = await access()
  return (await request<NewKey>('POST', `${origin}/v1/keys`, { bearer: key, body: wish })).data
}

export async function rotateOwnKey({ access }: Holder, keyId: string, graceSeconds: number): Promise<NewKey> {
  const { key, origin } = await access()
  const path = `${origin}/v1/keys/${encodeURIComponent(keyId)}/rotate`
  return (await request<NewKey>('POST', path, { bearer: key, body: { graceSeconds } })).data
}

export async function revokeOwnKey({ access }: Holder, keyId: string): Promise<void> {
  const { key, origin } = await access()
  await request('DELETE', `${origin}/v1/keys/${encodeURIComponent(keyId)}`, { bearer: key })
}

export async function retryOwnDocument({ access }: Holder, documentId: string): Promise<void> {
  const { key, origin } = await access()
  await request('POST', `${origin}/v1/documents/${encodeURIComponent(documentId)}/retry`, { bearer: key })
}

export async function deleteOwnDocument({ access }: Holder, documentId: string): Promise<void> {
  const { key, origin } = await access()
  await request('DELETE', `${origin}/v1/documents/${encodeURIComponent(documentId)}`, { bearer: key })
}

/** The file as it is: the API reads its format from its type and its name. */
export async function addOwnDocument({ access }: Holder, file: File): Promise<void> {
  const { key, origin } = await access()
  const query = { fileName: file.name, title: file.name }
  await request('POST', `${origin}/v1/documents`, { bearer: key, query, body: file })
}
