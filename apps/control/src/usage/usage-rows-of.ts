import type { UsageRow } from '@bulkhead/contracts/record/usage-rows'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { USAGE_AT_ONCE } from '../limits.ts'
import { registryOf } from '../registry-of.ts'
import type { WorkerCall } from '../route.ts'
import { ask } from '../tenant-call.ts'
import { contextFor } from '../trace.ts'

/** One row, and whose it is. */
export interface TenantUsageRow extends UsageRow {
  readonly tenantId: TenantId
}

export interface UsageSpan {
  /** UTC days, both included. */
  readonly from: string
  readonly to: string
  readonly tenant?: string | undefined
}

const IDS_AT_ONCE = 500

/** Every row of every tenant, by tenant. Asks a few home objects at a time and holds no more than their answers. */
export async function* usageRowsOf(call: WorkerCall, span: UsageSpan): AsyncGenerator<TenantUsageRow> {
  for await (const ids of idsOf(call, span)) {
    for (let at = 0; at < ids.length; at += USAGE_AT_ONCE) {
      const some = ids.slice(at, at + USAGE_AT_ONCE)
      const rows = await Promise.all(some.map((tenantId) => rowsOf(call, span, tenantId)))
      yield* rows.flat()
    }
  }
}

async function* idsOf(call: WorkerCall, { tenant }: UsageSpan): AsyncGenerator<readonly TenantId[]> {
  const registry = registryOf(call.env)
  for (let after = ''; ;) {
    const ids = await ask(call, 'registry', () => registry.tenantIds(after, IDS_AT_ONCE))
    yield tenant === undefined ? ids : ids.filter((id) => id === tenant)
    const last = ids.at(-1)
    if (last === undefined || ids.length < IDS_AT_ONCE) return
    after = last
  }
}

async function rowsOf(
  call: WorkerCall,
  { from, to }: UsageSpan,
  tenantId: TenantId,
): Promise<TenantUsageRow[]> {
  const { env, trace, route, deadline } = call
  const ctx = contextFor(tenantId, trace, { route, deadline })
  const rows: TenantUsageRow[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = { from, to, ...(cursor === undefined ? {} : { cursor }) }
    const page = await ask(call, 'rate-limit', () => env.RATE_LIMIT.usageRows(ctx, asked))
    rows.push(...page.rows.map((row) => ({ ...row, tenantId })))
    cursor = page.nextCursor
  }
  return rows
}
