// The platform starts a Worker or an object when it is called. Without a call, an object sleeps after 10 s, and after 70 to 140 s its host drops it:
// the next request would pay for a cold start. A run a minute calls what the tenants of the tier `production` will need.
import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import type { RequestContext } from '@bulkhead/contracts/context'
import { createId } from '@bulkhead/contracts/ids'
import { unwrap, type Outcome } from '@bulkhead/contracts/outcome'
import { Log } from '@bulkhead/logging/log'
import { metric } from '@bulkhead/logging/metric'

import type { GatewayEnv } from './env.ts'
import { WARM_AT_ONCE, WARM_RUN_MS, WARM_TIMEOUT_MS } from './limits.ts'
import type { Tenant } from './tenant-directory.ts'
import { requestIdsOf } from './trace-context.ts'

const ROUTE = 'keep-warm'

type Bindings = Pick<GatewayEnv, 'RATE_LIMIT' | 'CHAT' | 'RAG' | 'LOG_LEVEL'>

interface Run {
  readonly env: Bindings
  readonly log: Log
  readonly endMs: number
  /** Workers that do not answer or are older than this one: there is no sense in asking them for each tenant. */
  readonly spared: Set<Target>
  failures: number
}

const TARGETS = ['rate-limit', 'chat', 'rag'] as const
type Target = (typeof TARGETS)[number]

/** Never throws: what is not warm now is warm with its first request. Costs no tenant a request or a token. */
export async function keepWarm(env: Bindings, tenants: readonly Tenant[], startMs: number): Promise<void> {
  const log = new Log('gateway/keep-warm', env.LOG_LEVEL, { requestId: createId('req'), route: ROUTE })
  const run: Run = { env, log, endMs: startMs + WARM_RUN_MS, spared: new Set(), failures: 0 }
  await Promise.all(TARGETS.map((target) => attempt(run, target, undefined, () => pingOf(env, target))))
  const waiting = tenants.filter(({ config }) => config.tier === 'production' && config.status === 'active')
  const count = waiting.length
  const worker = async () => {
    while (Date.now() < run.endMs) {
      const tenant = waiting.shift()
      if (tenant === undefined) return
      await warmTenant(run, tenant)
    }
  }
  await Promise.all(Array.from({ length: Math.min(WARM_AT_ONCE, count) }, worker))
  if (waiting.length > 0) log.warn('no time left to keep warm', { count: waiting.length })
  log.info('kept warm', { count: count - waiting.length, outcome: run.failures === 0 ? 'ok' : 'in part' })
}

function pingOf({ RATE_LIMIT, CHAT, RAG }: Bindings, target: Target): Promise<'ok'> {
  return { 'rate-limit': () => RATE_LIMIT.ping(), chat: () => CHAT.ping(), rag: () => RAG.ping() }[target]()
}

/** The object of each Worker that every request of the tenant, or every one of its kind, goes through. */
async function warmTenant(run: Run, { id, plan, config }: Tenant): Promise<void> {
  const { RATE_LIMIT, CHAT, RAG } = run.env
  const ctx = contextOf(run, id)
  const calls: [Target, () => Promise<Outcome<null>>][] = [
    ['rate-limit', () => RATE_LIMIT.warm(ctx, plan)],
    ['chat', () => CHAT.warm(ctx)],
  ]
  if (config.rag.enabled) calls.push(['rag', () => RAG.warm(ctx)])
  await Promise.all(calls.map(([target, warm]) => attempt(run, target, id, async () => unwrap(await warm()))))
}

function contextOf(run: Run, tenantId: Tenant['id']): RequestContext {
  const { requestId, traceparent } = requestIdsOf(new Headers())
  return {
    requestId,
    traceparent,
    tenantId,
    keyId: ROUTE,
    route: ROUTE,
    deadline: Math.min(run.endMs, Date.now() + WARM_TIMEOUT_MS),
  }
}

async function attempt(
  run: Run,
  target: Target,
  tenantId: Tenant['id'] | undefined,
  call: () => Promise<unknown>,
): Promise<void> {
  if (run.spared.has(target)) return
  try {
    await within(Math.min(WARM_TIMEOUT_MS, run.endMs - Date.now()), call())
  } catch (thrown) {
    failed(run, { target, tenantId }, thrown)
  }
}

function failed(run: Run, at: { target: Target; tenantId: Tenant['id'] | undefined }, thrown: unknown): void {
  const { target, tenantId } = at
  run.failures += 1
  const isOlder = thrown instanceof TypeError && /does not implement/.test(thrown.message)
  if (isOlder || tenantId === undefined) run.spared.add(target)
  const reason = isOlder
    ? 'older than this gateway'
    : thrown instanceof DeadlinePassed
      ? 'no answer'
      : 'threw'
  run.log.warn(
    'not kept warm',
    { target, tenantId, outcome: reason },
    {
      thrown,
      metrics: [
        metric('errors_total', 1, { tenantId: tenantId ?? 'none', route: ROUTE, error_type: 'not_warm' }),
      ],
    },
  )
}
