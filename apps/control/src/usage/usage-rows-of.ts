import type { TenantUsageAsk, UsageRow } from '@bulkhead/contracts/record/usage-rows'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { ADMIN_TIMEOUT_MS } from '../limits.ts'
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
  /** These alone; left out: every tenant. */
  readonly ids?: readonly TenantId[] | undefined
}

const IDS_AT_ONCE = 500

/**
 * Every row of every tenant, by tenant. One call of rate-limit answers for many tenants, since the platform
 * allows one invocation 32 calls of other Workers.
 */
export async function* usageRowsOf(call: WorkerCall, span: UsageSpan): AsyncGenerator<TenantUsageRow> {
  for await (const ids of idsOf(call, span)) {
    const asks = ids.map((tenantId) => askOf(call, span, tenantId))
    while (asks.length > 0) {
      const pages = await ask(inTime(call), 'rate-limit', () => call.env.RATE_LIMIT.usageRowsOf(asks))
      for (const [index, { ctx, ask: asked }] of asks.splice(0, pages.length).entries()) {
        const { rows = [], nextCursor: cursor = null } = pages[index] ?? {}
        yield* rows.map((row) => ({ ...row, tenantId: ctx.tenantId }))
        if (cursor !== null) asks.unshift({ ctx, ask: { ...asked, cursor } })
      }
    }
  }
}

async function* idsOf(call: WorkerCall, { ids: wanted }: UsageSpan): AsyncGenerator<readonly TenantId[]> {
  if (wanted !== undefined) {
    yield wanted
    return
  }
  const registry = registryOf(call.env)
  for (let after = ''; ;) {
    const ids = await ask(inTime(call), 'registry', () => registry.tenantIds(after, IDS_AT_ONCE))
    yield ids
    const last = ids.at(-1)
    if (last === undefined || ids.length < IDS_AT_ONCE) return
    after = last
  }
}

/** Each step has the time of a request: a long export is many of them. */
function inTime(call: WorkerCall): WorkerCall {
  return { ...call, deadline: Date.now() + ADMIN_TIMEOUT_MS }
}

function askOf({ trace, route }: WorkerCall, { from, to }: UsageSpan, tenantId: TenantId): TenantUsageAsk {
  return {
    ctx: contextFor(tenantId, trace, { route, deadline: Date.now() + ADMIN_TIMEOUT_MS }),
    ask: { from, to },
  }
}
