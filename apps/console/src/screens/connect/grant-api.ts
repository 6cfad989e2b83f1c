import type { DecidedGrant, GrantRequest } from '@bulkhead/contracts/http/admin/sessions'
import { queryOptions } from '@tanstack/react-query'
import type { infer as Infer } from 'zod/mini'

import { fetchJson, request as send } from '../../api/request.ts'

export type Grant = Infer<typeof GrantRequest>
export type Scope = Grant['scopes'][number]

/** What the client asks for; read once, since the page is left with the answer. */
export function grantQuery(request: string) {
  return queryOptions({
    queryKey: ['grant', request],
    queryFn: ({ signal }) => fetchJson<Grant>('/admin/v1/session/grant', { query: { request }, signal }),
    staleTime: Infinity,
    retry: false,
  })
}

/** Where the browser goes on. Without scopes the client is refused. */
export async function decide(request: string, scopes: readonly Scope[]): Promise<string> {
  const body = { request, scopes }
  return (await send<Infer<typeof DecidedGrant>>('POST', '/admin/v1/session/grants', { body })).data
    .redirectTo
}
