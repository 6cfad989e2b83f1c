import type { RequestContext } from '@bulkhead/contracts/context'
import type { Usage } from '@bulkhead/contracts/http/usage'
import type { Limits } from '@bulkhead/contracts/limits'
import { accept, unwrap, type Outcome } from '@bulkhead/contracts/outcome'
import type { Admission, Ask } from '@bulkhead/contracts/rate-limit'

import type { Spread } from './admission/at-home.ts'
import { homeName, shardName } from './object-names.ts'
import type { LimiterObject } from './rate-limiter.ts'
import { pickTwo, shardCount, shareOf } from './requests/shards.ts'

/**
 * One call of an object, within what is left of the request's time. Throws when the object cannot be asked.
 */
export type Send = <T extends object>(
  objectName: string,
  send: (object: LimiterObject) => Promise<T>,
) => Promise<T>

/** What the home object has given, before the shards are asked. */
interface AdmittedAtHome {
  readonly ask: Ask
  readonly spread: Spread
  readonly admission: Admission
}

/**
 * Admission of a tenant whose request limit is spread over shards, after the home object has decided who
 * asks, tokens and the key's own limit: two shards are asked for a request, and if neither gives one the home
 * takes back what it gave.
 */
export async function passShards(
  ctx: RequestContext,
  { ask, spread, admission }: AdmittedAtHome,
  send: Send,
): Promise<Outcome<Admission>> {
  const { limits } = admission
  try {
    const passed = await passOneOfTwo(ctx, spread, send)
    if (passed.ok) {
      const requests = spread.hasKeyLimit ? tighter(limits.requests, passed.value) : passed.value
      return accept({ ...admission, limits: { ...limits, requests } })
    }
    await withdraw(ctx, ask, send)
    const { requestsPerMinute: limit, burst } = spread
    const requests = { limit, burst, remaining: 0, resetMs: passed.retryAfterMs ?? 0 }
    return { ...passed, limits: { ...limits, requests } }
  } catch (thrown) {
    await withdraw(ctx, ask, send)
    throw thrown
  }
}

/** What is left of the whole limit: the sum over all shards. */
export async function shardStanding(
  ctx: RequestContext,
  spread: Spread,
  send: Send,
): Promise<Usage['limits']['requests']> {
  const count = shardCount(spread)
  const asked = Array.from({ length: count }, (_, index) =>
    send(shardName(ctx.tenantId, index), (shard) => shard.standing(ctx, shareOf(spread, index, count))),
  )
  const standings = (await Promise.all(asked)).map(unwrap)
  const longestMs = Math.max(...standings.map(({ resetMs }) => resetMs))
  return {
    limit: spread.requestsPerMinute,
    burst: spread.burst,
    remaining: standings.reduce((sum, { remaining }) => sum + remaining, 0),
    resetsAt: new Date(Date.now() + longestMs).toISOString(),
  }
}

/** A shard that cannot be asked counts as one that refuses, as long as the other one gives. */
async function passOneOfTwo(
  ctx: RequestContext,
  plan: Spread,
  send: Send,
): Promise<Outcome<Limits['requests']>> {
  const count = shardCount(plan)
  const [first, second] = pickTwo(count)
  const pass = async (index: number) => {
    const share = shareOf(plan, index, count)
    const passed = await send(shardName(ctx.tenantId, index), (shard) => shard.pass(ctx, share))
    return passed.ok ? accept(wholeLimit(passed.value, plan, count)) : passed
  }
  const outcome = await pass(first).catch((thrown: unknown) => ({ ok: undefined, thrown }))
  if (outcome.ok === true) return outcome
  const other = await pass(second)
  if (other.ok) return other
  if (outcome.ok === undefined) throw outcome.thrown
  const retryAfterMs = Math.min(outcome.retryAfterMs ?? 0, other.retryAfterMs ?? 0)
  return { ...other, retryAfterMs }
}

/**
 * The whole limit as one shard sees it: requests spread evenly, so the other shards have about as much left.
 */
function wholeLimit(share: Limits['requests'], plan: Spread, count: number): Limits['requests'] {
  const { requestsPerMinute: limit, burst } = plan
  return { limit, burst, remaining: Math.min(burst, share.remaining * count), resetMs: share.resetMs }
}

function tighter(a: Limits['requests'], b: Limits['requests']): Limits['requests'] {
  return a.remaining <= b.remaining ? a : b
}

/**
 * Best effort: what cannot be taken back stays held until it expires, which withholds tokens and never grants
 * any.
 */
async function withdraw(ctx: RequestContext, ask: Ask, send: Send): Promise<void> {
  await send(homeName(ctx.tenantId), (object) => object.withdraw(ctx, ask)).catch(() => undefined)
}
