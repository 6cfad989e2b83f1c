// The platform starts a Worker or an object when it is called. An idle object hibernates after 10 s and is
// evicted after 70 to 140 s: the next request would pay for a cold start. A run a minute calls what the
// tenants of the tier `production` will need. It may call other Workers 32 times, so it calls each Worker
// once, and the Worker goes through the tenants itself.
import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import { createId } from '@bulkhead/contracts/ids'
import { errorOf } from '@bulkhead/contracts/outcome'
import type { LimitsWarmAsk } from '@bulkhead/contracts/rate-limit'
import type { Warmed } from '@bulkhead/contracts/warm-all'
import { Log } from '@bulkhead/logging/log'
import { metric } from '@bulkhead/logging/metric'

import { requestIdsOf } from '../../../packages/http/src/trace-context.ts'
import type { GatewayEnv } from './env.ts'
import { WARM_MARGIN_MS, WARM_RUN_MS, WARM_TIMEOUT_MS } from './limits.ts'
import type { Tenant } from './tenants/tenant-directory.ts'

const ROUTE = 'keep-warm'

type Bindings = Pick<GatewayEnv, 'RATE_LIMIT' | 'CHAT' | 'RAG' | 'LOG_LEVEL'>

interface Run {
  readonly log: Log
  readonly endMs: number
  failures: number
}

/** A Worker to keep warm: which tenants use it, and how to warm it and their objects. */
interface Target {
  readonly name: 'rate-limit' | 'chat' | 'rag'
  readonly asks: readonly LimitsWarmAsk[]
  readonly ping: () => Promise<'ok'>
  readonly warmAll: (asks: readonly LimitsWarmAsk[]) => Promise<Warmed>
}

/** Never throws: what is not warm now starts with its first request. Costs no tenant a request or a token. */
export async function keepWarm(env: Bindings, tenants: readonly Tenant[], startMs: number): Promise<void> {
  const log = new Log('gateway/keep-warm', env.LOG_LEVEL, { requestId: createId('req'), route: ROUTE })
  const run: Run = { log, endMs: startMs + WARM_RUN_MS, failures: 0 }
  const chosen = tenants.filter(({ config }) => config.tier === 'production' && config.status === 'active')
  const left = await Promise.all(targetsOf(env, run, chosen).map((target) => warmWorker(run, target)))
  const count = chosen.length - Math.max(...left)
  log.info('kept warm', { count, outcome: run.failures === 0 ? 'ok' : 'in part' })
}

function targetsOf({ RATE_LIMIT, CHAT, RAG }: Bindings, run: Run, tenants: readonly Tenant[]): Target[] {
  const all = tenants.map((tenant) => ({ ask: askOf(run, tenant), hasRag: tenant.config.rag.enabled }))
  const asks = all.map(({ ask }) => ask)
  return [
    {
      name: 'rate-limit',
      asks,
      ping: () => RATE_LIMIT.ping(),
      warmAll: (some) => RATE_LIMIT.warmAll(some),
    },
    {
      name: 'chat',
      asks,
      ping: () => CHAT.ping(),
      warmAll: (some) => CHAT.warmAll(some.map(({ ctx }) => ({ ctx }))),
    },
    {
      name: 'rag',
      asks: all.filter(({ hasRag }) => hasRag).map(({ ask }) => ask),
      ping: () => RAG.ping(),
      warmAll: (some) => RAG.warmAll(some.map(({ ctx }) => ({ ctx }))),
    },
  ]
}

function askOf({ endMs }: Run, { id, plan }: Tenant): LimitsWarmAsk {
  const { requestId, traceparent } = requestIdsOf(new Headers())
  const deadline = endMs - WARM_MARGIN_MS
  return { plan, ctx: { requestId, traceparent, tenantId: id, keyId: ROUTE, route: ROUTE, deadline } }
}

/** How many tenants were left out. A Worker that does not answer a ping is asked for nothing else. */
async function warmWorker(run: Run, target: Target): Promise<number> {
  try {
    await within(WARM_TIMEOUT_MS, target.ping())
    if (target.asks.length === 0) return 0
    const { notWarm, left } = await within(run.endMs - Date.now(), target.warmAll(target.asks))
    for (const { tenantId, ...refusal } of notWarm) {
      failed(run, { target, tenantId }, errorOf({ ok: false, ...refusal }))
    }
    if (left > 0) run.log.warn('too many to keep warm', { target: target.name, count: left })
    return left
  } catch (thrown) {
    failed(run, { target }, thrown)
    return 0
  }
}

function failed(run: Run, at: { target: Target; tenantId?: Tenant['id'] }, thrown: unknown): void {
  const { target, tenantId } = at
  run.failures += 1
  const outcome = thrown instanceof DeadlinePassed ? 'no answer' : 'threw'
  const labels = { tenantId: tenantId ?? 'none', route: ROUTE, error_type: 'not_warm' }
  run.log.warn(
    'not kept warm',
    { target: target.name, tenantId, outcome },
    { thrown, metrics: [metric('errors_total', 1, labels)] },
  )
}
