import { call } from '@bulkhead/calls/call'
import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import { logFieldsOf, type RequestContext } from '@bulkhead/contracts/context'
import type { SearchRequest } from '@bulkhead/contracts/http/search'

import type { Corpus } from './corpus.ts'
import { embed, embeddingTokens } from './embedder.ts'
import { SEARCH_ATTEMPT_MS, SEARCH_LEG, VECTOR_TOP_K } from './limits.ts'
import { corpusName } from './names.ts'
import type { Leg } from './retrieve.ts'
import { callerOf, type Scope } from './scope.ts'
import { currentSlot, slotOf, slotsOf, stampOf, stampsOf, type Slot } from './slots.ts'
import { reserveTokens, settleTokens } from './token-budget.ts'
import { nearestVectors } from './vectors.ts'

/**
 * The search by meaning, in the index of the model that the corpus was built with: vectors of another one mean nothing. The request's
 * reservation is settled with what embedding took, also when that was nothing.
 */
export async function searchVectors(
  scope: Scope,
  ctx: RequestContext,
  request: SearchRequest,
  isWanted: boolean,
): Promise<Leg> {
  const { model } = currentSlot(scope.env)
  if (!isWanted) {
    if (ctx.reservationId !== undefined)
      settleTokens(scope, ctx, await reserveTokens(scope, ctx, 0), { tokens: 0, model })
    return { state: 'idle', hits: [] }
  }
  const found = await searchSlot(scope, ctx, request, await searchedSlot(scope, ctx))
  if (found !== null) return { state: 'answered', ...found }
  // The corpus has changed to the next model in this very moment, if there is one to change to.
  const isChanging = slotsOf(scope.env).length > 1
  const again = isChanging ? await searchSlot(scope, ctx, request, await searchedSlot(scope, ctx)) : null
  if (again === null) throw new Error('the corpus was built by another embedding model')
  return { state: 'answered', ...again }
}

/** Without a change under way there is nothing to ask the Corpus before. */
async function searchedSlot(scope: Scope, ctx: RequestContext): Promise<Slot> {
  if (slotsOf(scope.env).length === 1) return currentSlot(scope.env)
  const stamp = await askCorpus(scope, ctx, (corpus) =>
    corpus.searchedModel(callerOf(ctx), stampsOf(scope.env)),
  )
  return (stamp === null ? undefined : slotOf(scope.env, stamp)) ?? currentSlot(scope.env)
}

/** Null: the corpus's vectors are of another model. */
async function searchSlot(
  scope: Scope,
  ctx: RequestContext,
  { query, filter }: SearchRequest,
  slot: Slot,
): Promise<Pick<Leg, 'hits' | 'isCut'> | null> {
  const values = await embedQuery(scope, ctx, slot, query)
  const run = { deadline: ctx.deadline, log: scope.log.with(logFieldsOf(ctx)) }
  const matches = await nearestVectors(ctx.tenantId, slot.index, values, run)
  const { hits } = await askCorpus(scope, ctx, (corpus) =>
    corpus.resolve(callerOf(ctx), matches, stampOf(slot), filter),
  )
  if (hits === null) return null
  // The index knows no metadata: what the filter wants may lie behind the nearest ones, all of which it refused.
  const isCut = filter !== undefined && matches.length >= VECTOR_TOP_K && hits.length < matches.length
  return { hits, isCut }
}

function askCorpus<T>(
  { env }: Scope,
  { tenantId, deadline }: RequestContext,
  send: (corpus: DurableObjectStub<Corpus>) => Promise<T>,
): Promise<T> {
  return call(SEARCH_LEG, deadline, () =>
    within(SEARCH_ATTEMPT_MS, send(env.CORPORA.getByName(corpusName(tenantId)))),
  )
}

async function embedQuery(
  scope: Scope,
  ctx: RequestContext,
  slot: Slot,
  query: string,
): Promise<readonly number[]> {
  const tokens = embeddingTokens([query])
  const reservation = await reserveTokens(scope, ctx, tokens)
  const run = { ...scope, stamp: slot, requestId: ctx.requestId }
  let used = 0
  try {
    const [values = []] = await embed(ctx.tenantId, run, [query], {
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
    settleTokens(scope, ctx, reservation, { tokens: used, model: slot.model })
  }
}
