import { within } from '@bulkhead/calls/deadline'
import { refuse, type Outcome } from '@bulkhead/contracts/outcome'
import type { NotWarm, WarmAsk, Warmed } from '@bulkhead/contracts/warm-all'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

/** Tenants that one Worker loads at the same time. */
export const WARM_AT_ONCE = 8
/** An object that starts cold answers within this; one that does not holds up nobody else for longer. */
export const WARM_TIMEOUT_MS = 5_000
/**
 * Objects that one invocation calls. It may make 1,000 subrequests, and a call takes up to three attempts.
 */
export const WARM_CALLS_MAX = 300

/**
 * The body of every `warmAll`. `callsOf` is how many objects `warm` calls for a tenant, each once unless it
 * fails.
 */
export async function warmEach<T extends WarmAsk>(
  asks: readonly T[],
  warm: (ask: T) => Promise<Outcome<null>>,
  callsOf: (ask: T) => number = () => 1,
): Promise<Warmed> {
  const waiting = affordable(asks, callsOf)
  const beyond = asks.length - waiting.length
  const notWarm: NotWarm[] = []
  const takeTurns = async () => {
    for (let ask = waiting[0]; ask !== undefined && Date.now() < ask.ctx.deadline; ask = waiting[0]) {
      waiting.shift()
      const outcome = await warmInTime(ask, warm)
      if (!outcome.ok) {
        notWarm.push({ tenantId: ask.ctx.tenantId, code: outcome.code, message: outcome.message ?? '' })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(WARM_AT_ONCE, waiting.length) }, takeTurns))
  return { notWarm, left: waiting.length + beyond }
}

function affordable<T>(asks: readonly T[], callsOf: (ask: T) => number): T[] {
  let calls = 0
  const end = asks.findIndex((ask) => (calls += callsOf(ask)) > WARM_CALLS_MAX)
  return end === -1 ? [...asks] : asks.slice(0, end)
}

async function warmInTime<T extends WarmAsk>(
  ask: T,
  warm: (ask: T) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  const deadline = Math.min(ask.ctx.deadline, Date.now() + WARM_TIMEOUT_MS)
  try {
    return await within(deadline - Date.now(), warm({ ...ask, ctx: { ...ask.ctx, deadline } }))
  } catch (thrown) {
    return refuse(new BulkheadError('service_unavailable', { cause: thrown }))
  }
}
