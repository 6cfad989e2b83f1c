import { decodeCursor, encodeCursor } from '@bulkhead/contracts/cursor'

import type { Tables } from '../desk/tables.ts'

const PAGE = 500

/** The tenants to keep warm, page by page. */
export function productionTenants({ tenants }: Pick<Tables, 'tenants'>, cursor: string | undefined) {
  const tenantIds = tenants.warm(cursor === undefined ? '' : decodeCursor(cursor), PAGE)
  const last = tenantIds.at(-1)
  return {
    tenantIds,
    nextCursor: tenantIds.length === PAGE && last !== undefined ? encodeCursor(last) : null,
  }
}
