import { queryOptions } from '@tanstack/react-query'

import type { Schemas } from './admin.ts'
import { ApiError } from './api-error.ts'
import { fetchJson, request } from './request.ts'
import { SIGNED_OUT } from './signed-out.ts'

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

/** The one that the page was opened with. */
let known: Session | undefined

/**
 * Whoever the page was opened by stays: a session that ended, or became another's in another tab, is announced, and
 * what is being typed is not thrown away.
 */
async function whoami(): Promise<Session | null> {
  const before = known
  const session = await currentSession()
  // Whoever has signed in or out meanwhile knows better than this answer.
  if (known !== before) return known ?? null
  if (known === undefined || (session !== null && isSamePerson(session, known))) {
    known = session ?? undefined
    return session
  }
  window.dispatchEvent(new Event(SIGNED_OUT))
  return known
}

/** As the server sees it. A visitor is answered too: the browser reports every refusal on its console as an error. */
export async function currentSession(): Promise<Session | null> {
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

export function isSamePerson(one: Session, other: Session): boolean {
  if (one.kind === 'portal') {
    return other.kind === 'portal' && one.tenantId === other.tenantId && one.subject === other.subject
  }
  return other.kind === 'operator' && one.id === other.id
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
  known = data
  return data
}

export async function signOut(): Promise<void> {
  await request('DELETE', '/admin/v1/session')
  known = undefined
}
