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

async function whoami(): Promise<Session | null> {
  try {
    const session = await fetchJson<Session>('/admin/v1/whoami')
    return session
  } catch (thrown) {
    if (thrown instanceof ApiError && (thrown.status === 401 || thrown.status === 403)) return null
    throw thrown
  }
}

/** With a token, or with the code of a link that is good once. */
export async function signIn(
  credential: { readonly token: string } | { readonly code: string },
): Promise<Session> {
  return (await request<Session>('POST', '/admin/v1/session', { body: credential })).data
}

export async function signOut(): Promise<void> {
  await request('DELETE', '/admin/v1/session')
}
