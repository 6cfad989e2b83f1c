import { OpenSession } from '@bulkhead/contracts/http/admin/sessions'

import { sha256Hex } from '../../audit/link-hash.ts'
import { OPERATOR_SESSION_MS, PORTAL_SESSION_MS } from '../../limits.ts'
import type { Actor } from '../../registry-protocol.ts'
import { registryRoute, SIGNED_IN } from '../../route.ts'
import { randomText } from '../../secrets/operator-token.ts'
import { openSession } from '../../sessions/open-session.ts'
import { NO_SESSION_COOKIE, sessionCookie } from '../../sessions/session-cookie.ts'
import { deploymentOf, whoIs } from '../../sessions/who-is.ts'

const path = '/admin/v1/session'

export const whoami = registryRoute({
  method: 'GET',
  path: '/admin/v1/whoami',
  roles: SIGNED_IN,
  summary: 'Whose token or session this is',
  run: ({ actor, world }) => ({ resource: whoIs(actor, world) }),
})

export const getSession = registryRoute({
  method: 'GET',
  path,
  roles: SIGNED_IN,
  summary: 'Who is signed in; `session` is null for nobody, so that a page can ask without being refused',
  forNobody: (world) => ({ session: null, ...deploymentOf(world) }),
  run: ({ actor, world }) => ({ resource: { session: whoIs(actor, world), ...deploymentOf(world) } }),
})

export const postSession = registryRoute({
  method: 'POST',
  path,
  roles: SIGNED_IN,
  summary: 'Sign in to the console, by token or by the code of a link; the session is in the cookie',
  body: OpenSession,
  signsIn: true,
  mint: async () => randomText(),
  headersOf: (secret, { role }) => ({
    'set-cookie': sessionCookie(secret, role === 'portal' ? PORTAL_SESSION_MS : OPERATOR_SESSION_MS),
  }),
  run: (desk, { call: { signIn } }, secret) => {
    const { endMs } = openSession(desk, signIn, sha256Hex(secret))
    return { status: 201, resource: whoIs({ ...desk.actor, expiresMs: endMs } satisfies Actor, desk.world) }
  },
})

export const deleteSession = registryRoute({
  method: 'DELETE',
  path,
  roles: SIGNED_IN,
  summary:
    'Sign out; the session is accepted nowhere from then on, and whoever has none is signed out already',
  forNobody: () => null,
  mint: async () => null,
  headersOf: () => ({ 'set-cookie': NO_SESSION_COOKIE }),
  run: (desk, { call: { signIn } }) => {
    if (signIn.type === 'session') {
      desk.tables.sessions.remove(signIn.sha256)
      desk.record('session.ended', { targets: [], changes: [] })
    }
    return { status: 204, resource: {} }
  },
})
