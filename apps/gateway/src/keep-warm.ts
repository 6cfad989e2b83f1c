// The platform starts a Worker or an object when it is called. An idle object hibernates after 10 s and is
// evicted after 70 to 140 s: the next request would pay for a cold start. A run a minute calls what the
// tenants of the tier `production` will need. It may call other Workers 32 times, so it calls each Worker
// once, and the Worker goes through the tenants itself.
import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import { createId } from '@bulkhead/contracts/ids'
import { errorOf, unwrap } from '@bulkhead/contracts/outcome'
import type { WarmAsk, Warmed } from '@bulkhead/contracts/warm-all'
import { requestIdsOf } from '@bulkhead/http/trace-context'
import { Log } from '@bulkhead/logging/log'
import { metric } from '@bulkhead/logging/metric'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { GatewayEnv } from './env.ts'
import { WARM_MARGIN_MS, WARM_RUN_MS, WARM_TENANTS_MAX, WARM_TIMEOUT_MS } from './limits.ts'

const ROUTE = 'keep-warm'

type Bindings = Pick<GatewayEnv, 'CONTROL' | 'RATE_LIMIT' | 'CHAT' | 'RAG' | 'LOG_LEVEL' | 'VERSION'>

interface Run {
  readonly log: Log
  readonly endMs: number
  failures: number
}

/** A Worker to keep warm: which tenants use it, and how to warm it and their objects. */
interface Target {
  readonly name: 'rate-limit' | 'chat' | 'rag'
  readonly asks: readonly WarmAsk[]
  readonly ping: () => Promise<'ok'>
  readonly warmAll: (asks: readonly WarmAsk[]) => Promise<Warmed>
}

/** Never throws: what is not warm now starts with its first request. Costs no tenant a request or a token. */
export async function keepWarm(env: Bindings, startMs: number): Promise<void> {
  const log = new Log('gateway/keep-warm', env, { requestId: createId('req'), route: ROUTE })
  const run: Run = { log, endMs: startMs + WARM_RUN_MS, failures: 0 }
  const asks = (await tenantsToWarm(env, run)).map((tenantId) => askOf(run, tenantId))
  const left = await Promise.all(targetsOf(env, asks).map((target) => warmWorker(run, target)))
  const count = asks.length - Math.max(...left)
  log.info('kept warm', { count, outcome: run.failures === 0 ? 'ok' : 'in part' })
}

/** Those of the tier `production`, as the Registry knows them. None while it cannot be asked. */
async function tenantsToWarm({ CONTROL }: Bindings, run: Run): Promise<TenantId[]> {
  const tenantIds: TenantId[] = []
  try {
    for (let cursor: string | undefined; tenantIds.length < WARM_TENANTS_MAX;) {
      const page = unwrap(await within(WARM_TIMEOUT_MS, CONTROL.productionTenants(cursor)))
      tenantIds.push(...page.tenantIds)
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
  } catch (thrown) {
    failed(run, { target: 'control' }, thrown)
  }
  return tenantIds
}

function targetsOf({ RATE_LIMIT, CHAT, RAG }: Bindings, asks: readonly WarmAsk[]): Target[] {
  const targets = { 'rate-limit': RATE_LIMIT, chat: CHAT, rag: RAG }
  return (['rate-limit', 'chat', 'rag'] as const).map((name) => ({
    name,
    asks,
    ping: () => targets[name].ping(),
    warmAll: (some) => targets[name].warmAll(some),
  }))
}

function askOf({ endMs }: Run, tenantId: TenantId): WarmAsk {
  const { requestId, traceparent } = requestIdsOf(new Headers())
  const deadline = endMs - WARM_MARGIN_MS
  return { ctx: { requestId, traceparent, tenantId, keyId: ROUTE, route: ROUTE, deadline } }
}

/** How many tenants were left out. A Worker that does not answer a ping is asked for nothing else. */
async function warmWorker(run: Run, target: Target): Promise<number> {
  try {
    await within(WARM_TIMEOUT_MS, target.ping())
    if (target.asks.length === 0) return 0
    const { notWarm, left } = await within(run.endMs - Date.now(), target.warmAll(target.asks))
    for (const { tenantId, ...refusal } of notWarm) {
      failed(run, { target: target.name, tenantId }, errorOf({ ok: false, ...refusal }))
    }
    if (left > 0) run.log.warn('too many to keep warm', { target: target.name, count: left })
    return left
  } catch (thrown) {
    failed(run, { target: target.name }, thrown)
    return 0
  }
}

function failed(run: Run, at: { target: string; tenantId?: TenantId }, thrown: unknown): void {
  const { target, tenantId } = at
  run.failures += 1
  const outcome = thrown instanceof DeadlinePassed ? 'no answer' : 'threw'
  const labels = { tenantId: tenantId ?? 'none', route: ROUTE, error_type: 'not_warm' }
  run.log.warn(
    'not kept warm',
    { target, tenantId, outcome },
    { thrown, metrics: [metric('errors_total', 1, labels)] },
  )
}
