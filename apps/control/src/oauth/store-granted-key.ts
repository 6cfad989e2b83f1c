import { CreateKey } from '@bulkhead/contracts/http/admin/keys'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import * as z from 'zod/mini'

import { createKey } from '../keys/write-key.ts'
import { registryRoute } from '../route.ts'
import { tenantOf } from '../tenants/write-tenant.ts'

const GrantedKey = z.strictObject({ keyId: z.string(), sha256: z.string(), wish: CreateKey })
export type GrantedKey = z.infer<typeof GrantedKey>

/** A step of a consent, reached from there alone; the key's secret is in the grant and does not come here. */
export const storeGrantedKey = registryRoute({
  method: 'POST',
  path: '/admin/v1/session/grants/key',
  roles: ['portal'],
  summary: 'The key of a grant',
  body: GrantedKey,
  run: (desk, { body: { keyId, sha256, wish } }) => {
    const { portal } = desk.actor
    const needed = ['keys:write', ...wish.scopes] as const
    const missing = needed.filter((scope) => portal?.scopes.includes(scope) !== true)
    if (portal === undefined || missing.length > 0) {
      throw new BulkheadError('scope_insufficient', { details: { required: missing } })
    }
    const { id } = createKey(desk, tenantOf(desk, portal.tenantId), { wish, minted: { keyId, sha256 } })
    return { status: 201, resource: { id } }
  },
})
