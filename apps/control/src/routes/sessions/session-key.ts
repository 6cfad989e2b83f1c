import { CreateSessionKey } from '@bulkhead/contracts/http/admin/sessions'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { invalid } from '@bulkhead/http/read-body'

import { createConsoleKey } from '../../keys/console-key.ts'
import { mintKey } from '../../keys/mint-key.ts'
import type { Actor } from '../../registry-protocol.ts'
import { OPERATORS, registryRoute } from '../../route.ts'
import { tenantOf } from '../../tenants/write-tenant.ts'

export const postSessionKey = registryRoute({
  method: 'POST',
  path: '/admin/v1/session/key',
  roles: [...OPERATORS, 'portal'],
  summary: 'A key of a tenant for ten minutes, with which the console speaks the public API',
  body: CreateSessionKey,
  mint: async ({ body }, world, actor) => await mintKey(world, tenantFor(actor, body.tenantId)),
  secretOf: ({ key }) => ({ key }),
  run: (desk, { body }, minted) => {
    const tenant = tenantOf(desk, tenantFor(desk.actor, body.tenantId))
    const { id, expiresMs } = createConsoleKey(desk, tenant, minted)
    const { apiOrigin } = desk.world
    return {
      status: 201,
      resource: {
        keyId: id,
        expiresAt: new Date(expiresMs).toISOString(),
        ...(apiOrigin === undefined ? {} : { apiOrigin }),
      },
    }
  },
})

/** A portal session has one tenant; of any other, existing or not, it learns the same. */
function tenantFor({ portal }: Actor, tenantId: string | undefined): string {
  if (portal === undefined) {
    if (tenantId !== undefined) return tenantId
    throw invalid([{ path: 'tenantId', message: 'is required' }])
  }
  if (tenantId === undefined || tenantId === portal.tenantId) return portal.tenantId
  throw new BulkheadError('scope_insufficient', { message: 'This session belongs to another tenant.' })
}
