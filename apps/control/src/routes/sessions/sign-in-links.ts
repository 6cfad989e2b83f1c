import { CreateSignInLink } from '@bulkhead/contracts/http/admin/sessions'

import { sha256Hex } from '../../audit/link-hash.ts'
import { SIGN_IN_LINK_MS } from '../../limits.ts'
import { OPERATORS, registryRoute } from '../../route.ts'
import { randomText } from '../../secrets/operator-token.ts'
import { holderOf } from '../../sessions/actor-of-holder.ts'

export const postSignInLink = registryRoute({
  method: 'POST',
  path: '/admin/v1/sign-in-links',
  roles: OPERATORS,
  summary: 'A link that signs you in to the console, good once and for 5 minutes',
  body: CreateSignInLink,
  mint: async ({ call }) => {
    const code = randomText()
    return { code, url: `${call.origin}/console/sign-in#code=${code}` }
  },
  secretOf: ({ url }) => ({ url }),
  run: (desk, _input, { code }) => {
    const sha256 = sha256Hex(code)
    const expiresMs = desk.nowMs + SIGN_IN_LINK_MS
    desk.tables.shortLived.keepLink(sha256, holderOf(desk.actor, desk.world, sha256), expiresMs)
    desk.record('sign_in_link.created', { targets: [], changes: [] })
    return { status: 201, resource: { expiresAt: new Date(expiresMs).toISOString() } }
  },
})
