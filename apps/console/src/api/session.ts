import { queryOptions } from '@tanstack/react-query'

import type { Schemas } from './admin.ts'
import { ApiError } from './api-error.ts'
import { fetchJson, request } from './request.ts'

/** An operator, or a tenant's person in the portal. */
export type Session = Schemas['WhoAmI']
export type PortalSession = Extract<Session, { kind: 'portal' }>
export type Role = Extract<Session, { kind: 'operator' }>['role']

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: whoami,
  staleTime: 60_000,
})

/** A visitor is answered too: the browser reports every refusal on its console as an error. */
async function whoami(): Promise<Session | null> {
  try {
    const { session, apiOrigin } = await fetchJson<Schemas['CurrentSession']>('/admin/v1/session')
    publicApi = apiOrigin
    refusal = undefined
    return session
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.status !== 403) throw thrown
    refusal = thrown
    return null
  }
}

let refusal: ApiError | undefined

/** Why somebody whom Cloudflare Access knows is nobody here. */
export function whyNobody(): ApiError | undefined {
  return refusal
}

let publicApi: string | undefined

/** Before a path of the public API. Empty: this very origin. */
export function apiBase(): string {
  return publicApi ?? ''
}

/** Where applications find the public API, for examples to paste. */
export function apiOrigin(): string {
  return publicApi ?? window.location.origin
}

/** With a token, or with the code of a link that is good once. */
export async function signIn(
  credential: { readonly token: string } | { readonly code: string },
): Promise<Session> {
  const { data } = await request<Session>('POST', '/admin/v1/session', { body: credential })
  publicApi = data.apiOrigin
  return data
}

export async function signOut(): Promise<void> {
  await request('DELETE', '/admin/v1/session')
}
