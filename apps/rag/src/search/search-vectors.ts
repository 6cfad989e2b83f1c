import { call } from '@bulkhead/calls/call'
import { DeadlinePassed, within } from '@bulkhead/calls/deadline'
import { logFieldsOf, type RequestContext } from '@bulkhead/contracts/context'
import type { Filter } from '@bulkhead/contracts/http/filter'
import type { SearchRequest } from '@bulkhead/contracts/http/search'

import type { Resolved, VectorMatch } from '../corpus-protocol.ts'
import type { Corpus } from '../corpus/corpus.ts'
import { embed, embeddingTokens } from '../embedding/embedder.ts'
import { currentSlot, slotOf, slotsOf, stampOf, stampsOf, type Slot } from '../embedding/slots.ts'
import { comparedVectors, nearestVectors } from '../embedding/vectors.ts'
import { COMPARED_MAX, SEARCH_ATTEMPT_MS, SEARCH_LEG, VECTOR_TOP_K } from '../limits.ts'
import { corpusName, vectorId } from '../names.ts'
import { callerOf, type Scope } from '../run.ts'
import type { QueryTokens } from './query-tokens.ts'
import type { Leg } from './search.ts'

/** `topK`: how many results are wanted. */
type VectorSearch = Pick<SearchRequest, 'query' | 'filter'> & { readonly topK: number }

type Found = Pick<Leg, 'hits' | 'beyond' | 'isCut'>

/**
 * The search by meaning, in the index of the model that the corpus was built with: vectors of another one mean nothing. `tokens` covers what
 * embedding the query takes.
 */
export async function searchVectors(
  scope: Scope,
  ctx: RequestContext,
  request: VectorSearch,
  tokens: QueryTokens,
): Promise<Leg> {
  const found = await searchSlot(scope, ctx, request, tokens)
  if (found !== null) return { state: 'answered', ...found }
  // The corpus has changed to the next model in this very moment, if there is one to change to.
  const isChanging = slotsOf(scope.env).length > 1
  const again = isChanging ? await searchSlot(scope, ctx, request, tokens) : null
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
  { query, filter, topK }: VectorSearch,
  tokens: QueryTokens,
): Promise<Found | null> {
  const slot = await searchedSlot(scope, ctx)
  const values = await embedQuery(scope, ctx, { slot, query, tokens })
  const run = { deadline: ctx.deadline, log: scope.log.with(logFieldsOf(ctx)) }
  const matches = await nearestVectors(ctx.tenantId, slot.index, values, run)
  const { hits } = await resolve(scope, ctx, { matches, filter }, slot)
  if (hits === null) return null
  // The index knows no metadata: what the filter wants may lie behind the nearest ones, all of which it refused.
  const beyond = matches.length < VECTOR_TOP_K ? undefined : matches.at(-1)?.score
  if (filter === undefined || beyond === undefined || hits.length >= topK) return { hits, beyond }
  return (await compareAll(scope, ctx, { filter, values }, slot)) ?? { hits, beyond, isCut: true }
}

/**
 * All vectors that meet the filter, compared one by one, when they are few. Undefined when they are many or cannot be read: what the index
 * found nearest must do then.
 */
async function compareAll(
  scope: Scope,
  ctx: RequestContext,
  { filter, values }: { readonly filter: Filter; readonly values: readonly number[] },
  slot: Slot,
): Promise<Found | undefined> {
  try {
    const ranges = await askCorpus(scope, ctx, (corpus) =>
      corpus.vectorsMeeting(callerOf(ctx), filter, COMPARED_MAX),
    )
    if (ranges === null) return undefined
    const ids = ranges.flatMap(({ vectorPrefix, chunks }) =>
      Array.from({ length: chunks }, (_, ordinal) => vectorId(vectorPrefix, ordinal)),
    )
    const run = { deadline: ctx.deadline, log: scope.log.with(logFieldsOf(ctx)) }
    const compared = await comparedVectors(ctx.tenantId, slot.index, { ids, query: values }, run)
    const matches = compared.slice(0, VECTOR_TOP_K)
    const { hits } = await resolve(scope, ctx, { matches, filter }, slot)
    return hits === null ? undefined : { hits, beyond: compared[VECTOR_TOP_K]?.score }
  } catch (thrown) {
    scope.log.warn(
      'filtered vectors could not be compared',
      { ...logFieldsOf(ctx), degraded: 'filter' },
      { thrown },
    )
    return undefined
  }
}

function resolve(
  scope: Scope,
  ctx: RequestContext,
  { matches, filter }: { readonly matches: readonly VectorMatch[]; readonly filter: Filter | undefined },
  slot: Slot,
): Promise<Resolved> {
  return askCorpus(scope, ctx, (corpus) => corpus.resolve(callerOf(ctx), matches, stampOf(slot), filter))
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
  { slot, query, tokens }: { slot: Slot; query: string; tokens: QueryTokens },
): Promise<readonly number[]> {
  const use = { model: slot.model, tokens: embeddingTokens([query]) }
  await tokens.cover(use.tokens)
  const run = { ...scope, stamp: slot, requestId: ctx.requestId }
  try {
    const [values = []] = await embed(ctx.tenantId, run, [query], {
      patience: SEARCH_LEG,
      attemptMs: SEARCH_ATTEMPT_MS,
      deadline: ctx.deadline,
    })
    tokens.spend(use)
    return values
  } catch (thrown) {
    // One that timed out may have been run.
    if (thrown instanceof DeadlinePassed) tokens.spend(use)
    throw thrown
  }
}
