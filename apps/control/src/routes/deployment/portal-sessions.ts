import { DryRunQuery } from '@bulkhead/contracts/http/admin/changes'
import { CreatePortalSession } from '@bulkhead/contracts/http/admin/portal-sessions'
import { invalid } from '@bulkhead/http/read-body'

import { sha256Hex } from '../../audit/link-hash.ts'
import { PORTAL_LINK_MS } from '../../limits.ts'
import { OPERATORS, registryRoute } from '../../route.ts'
import { randomText } from '../../secrets/operator-token.ts'

export const postPortalSession = registryRoute({
  method: 'POST',
  path: '/admin/v1/portal-sessions',
  roles: OPERATORS,
  summary: "A link into a tenant's view of the console, good once and for 15 minutes",
  query: DryRunQuery,
  body: CreatePortalSession,
  mint: async ({ call }) => {
    const code = randomText()
    return { code, url: `${call.origin}/console/portal#code=${code}` }
  },
  secretOf: ({ url }) => ({ url }),
  run: (desk, { body }, { code }) => {
    if (desk.tables.tenants.find(body.tenantId) === undefined) {
      throw invalid([{ path: 'tenantId', message: 'there is no such tenant' }])
    }
    const expiresMs = desk.nowMs + PORTAL_LINK_MS
    desk.tables.shortLived.keepLink(sha256Hex(code), { kind: 'portal', ...body }, expiresMs)
    desk.record('portal.linked', {
      targets: [{ type: 'tenant', id: body.tenantId }],
      changes: [
        { path: 'subject', before: null, after: body.subject },
        { path: 'scopes', before: null, after: body.scopes },
      ],
    })
    return { status: 201, resource: { ...body, expiresAt: new Date(expiresMs).toISOString() } }
  },
})
