import { within } from '@bulkhead/calls/deadline'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import type { ErrorCode } from '@bulkhead/errors/codes'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { RequestContext } from './context.ts'
import { refuse, type Outcome } from './outcome.ts'

/** Tenants that one Worker loads at the same time. */
export const WARM_AT_ONCE = 8
/** An object that starts cold answers within this; one that does not holds up nobody else for longer. */
export const WARM_TIMEOUT_MS = 5_000
/** Objects that one invocation calls. It may make 1,000 subrequests, and a call takes up to three attempts. */
export const WARM_CALLS_MAX = 300

/** One tenant to load. Its `ctx.deadline` is the end of the whole call. */
export interface WarmAsk {
  readonly ctx: RequestContext
}

export interface NotWarm {
  readonly tenantId: TenantId
  readonly code: ErrorCode
  readonly message?: string
}

export interface Warmed {
  /** Those that failed. */
  readonly notWarm: readonly NotWarm[]
  /** How many, from the end of the list, had no turn: the time was over, or one invocation may make no more calls. */
  readonly left: number
}

/** The body of every `warmAll`. `callsOf` is how many objects `warm` calls for a tenant, each once unless it fails. */
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
