import { call } from '@bulkhead/calls/call'
import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import type { RequestContext } from '@bulkhead/contracts/context'
import type { SearchRequest } from '@bulkhead/contracts/http/search'

import { embed, embeddingStamp, embeddingTokens } from './embedder.ts'
import { SEARCH_ATTEMPT_MS, SEARCH_LEG } from './limits.ts'
import { corpusName } from './names.ts'
import type { Leg } from './retrieve.ts'
import { callerOf, type Scope } from './scope.ts'
import { reserveTokens, settleTokens } from './token-budget.ts'
import { nearestVectors } from './vectors.ts'

/**
 * The search by meaning. The request's reservation is settled with what embedding took, also when that was nothing. Vectors of another model
 * than the corpus was built with mean nothing and are refused.
 */
export async function searchVectors(
  scope: Scope,
  ctx: RequestContext,
  request: SearchRequest,
  isWanted: boolean,
): Promise<Leg> {
  if (!isWanted) {
    if (ctx.reservationId !== undefined) settleTokens(scope, ctx, await reserveTokens(scope, ctx, 0), 0)
    return { state: 'idle', hits: [] }
  }
  const values = await embedQuery(scope, ctx, request.query)
  const matches = await nearestVectors(ctx.tenantId, scope.env.VECTORIZE, values, {
    deadline: ctx.deadline,
    log: scope.log,
  })
  const stamp = embeddingStamp(scope.env)
  const { hits } = await call(SEARCH_LEG, ctx.deadline, () =>
    within(
      SEARCH_ATTEMPT_MS,
      scope.env.CORPORA.getByName(corpusName(ctx.tenantId)).resolve(
        callerOf(ctx),
        matches,
        stamp,
        request.filter,
      ),
    ),
  )
  if (hits === null) throw new Error('the corpus was built by another embedding model')
  return { state: 'answered', hits }
}

async function embedQuery(scope: Scope, ctx: RequestContext, query: string): Promise<readonly number[]> {
  const tokens = embeddingTokens([query])
  const reservation = await reserveTokens(scope, ctx, tokens)
  let used = 0
  try {
    const [values = []] = await embed(ctx.tenantId, { ...scope, requestId: ctx.requestId }, [query], {
      budget: SEARCH_LEG,
      attemptMs: SEARCH_ATTEMPT_MS,
      deadline: ctx.deadline,
    })
    used = tokens
    return values
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed) used = tokens
    throw thrown
  } finally {
    settleTokens(scope, ctx, reservation, used)
  }
}
