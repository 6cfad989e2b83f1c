import { decodeCursor, encodeCursor } from '@bulkhead/contracts/cursor'
import { BudgetsPage } from '@bulkhead/contracts/http/admin/figures'
import { invalid } from '@bulkhead/http/read-body'
import * as z from 'zod/mini'

import { fullestShare, tenantBudgets } from '../../figures/tenant-budgets.ts'
import { EVERYBODY, registryRoute } from '../../route.ts'

const Place = z.object({ share: z.number(), tenantId: z.string() })

export const listBudgets = registryRoute({
  method: 'GET',
  path: '/admin/v1/budgets',
  roles: EVERYBODY,
  summary: 'Tenants by their fullest budget, the fullest first, as their home objects reported it last',
  query: BudgetsPage,
  run: ({ tables, nowMs }, { query: { limit, cursor, min } }) => {
    const rows = tables.standings.fullest(cursor === undefined ? undefined : placeIn(cursor), min, limit + 1)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return {
      resource: {
        data: shown
          .flatMap((row) => tenantBudgets(tables, row, nowMs) ?? [])
          .filter((one) => fullestShare(one) >= min),
        nextCursor: last === undefined ? null : encodeCursor(JSON.stringify([last.share, last.tenantId])),
      },
    }
  },
})

/** @throws BulkheadError `invalid_request` for a foreign cursor */
function placeIn(cursor: string): z.infer<typeof Place> {
  try {
    const [share, tenantId]: unknown[] = JSON.parse(decodeCursor(cursor))
    return Place.parse({ share, tenantId })
  } catch {
    throw invalid([{ path: 'cursor', message: 'is not a cursor of this list' }])
  }
}
