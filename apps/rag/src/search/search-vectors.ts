import { DeadlinePassed } from '@bulkhead/calls/deadline'
import type { Filter } from '@bulkhead/contracts/http/filter'
import type { SearchRequest } from '@bulkhead/contracts/http/search'

import { askCorpus } from '../ask-corpus.ts'
import type { Resolved, VectorMatch } from '../corpus-protocol.ts'
import { embed, embeddingTokens } from '../embedding/embedder.ts'
import { currentSlot, slotOf, slotsOf, stampOf, stampsOf, type Slot } from '../embedding/slots.ts'
import { comparedVectors, nearestVectors } from '../embedding/vectors.ts'
import { COMPARED_MAX, PATIENCE, VECTOR_TOP_K } from '../limits.ts'
import { vectorId } from '../names.ts'
import type { Run } from '../run.ts'
import type { Leg } from './leg.ts'
import type { QueryTokens } from './query-tokens.ts'

/** `topK`: how many results are wanted. */
type VectorSearch = Pick<SearchRequest, 'query' | 'filter'> & { readonly topK: number }

type Found = Pick<Leg, 'hits' | 'beyond' | 'isCut'>

/** What one index found, and the model whose it is. */
interface FoundBy extends Found {
  readonly model: string
}

/**
 * The search by meaning, in the index of the model that the corpus was built with: vectors of another one
 * mean nothing. `tokens` covers what embedding the query takes.
 */
export async function searchVectors(run: Run, request: VectorSearch, tokens: QueryTokens): Promise<Leg> {
  const found = await searchOnce(run, request, tokens)
  if (found !== null) return { state: 'answered', ...found }
  // The corpus has changed to the next model in this very moment, if there is one to change to.
  const isChanging = slotsOf(run.env).length > 1
  const again = isChanging ? await searchOnce(run, request, tokens) : null
  if (again === null) throw new Error('the corpus was built by another embedding model')
  return { state: 'answered', ...again }
}

/** Without a change under way there is nothing to ask the Corpus before. */
async function searchedSlot(run: Run): Promise<Slot> {
  const { env } = run
  if (slotsOf(env).length === 1) return currentSlot(env)
  const stamp = await askCorpus(
    run,
    (corpus, caller) => corpus.searchedModel(caller, stampsOf(env)),
    PATIENCE.search,
  )
  return (stamp === null ? undefined : slotOf(env, stamp)) ?? currentSlot(env)
}

/** Null: the corpus's vectors are of another model. */
async function searchOnce(
  run: Run,
  { query, filter, topK }: VectorSearch,
  tokens: QueryTokens,
): Promise<FoundBy | null> {
  const slot = await searchedSlot(run)
  const { model } = slot
  const values = await embedQuery(run, slot, query, tokens)
  const matches = await nearestVectors(run, slot.index, values)
  const { hits } = await resolve(run, slot, matches, filter)
  if (hits === null) return null
  // The index knows no metadata: what the filter wants may lie behind the nearest ones, all of which it
  // refused.
  const beyond = matches.length < VECTOR_TOP_K ? undefined : matches.at(-1)?.score
  if (filter === undefined || beyond === undefined || hits.length >= topK) return { model, hits, beyond }
  const compared = await compareAll(run, slot, values, filter)
  return { model, ...(compared ?? { hits, beyond, isCut: true }) }
}

/**
 * All vectors that meet the filter, compared one by one, when they are few. Undefined when they are many or
 * cannot be read: what the index found nearest must do then.
 */
async function compareAll(
  run: Run,
  slot: Slot,
  values: readonly number[],
  filter: Filter,
): Promise<Found | undefined> {
  try {
    const ranges = await askCorpus(
      run,
      (corpus, caller) => corpus.vectorsMeeting(caller, filter, COMPARED_MAX),
      PATIENCE.search,
    )
    if (ranges === null) return undefined
    const ids = ranges.flatMap(({ vectorPrefix, chunks }) =>
      Array.from({ length: chunks }, (_, ordinal) => vectorId(vectorPrefix, ordinal)),
    )
    const compared = await comparedVectors(run, slot.index, { ids, query: values })
    const { hits } = await resolve(run, slot, compared.slice(0, VECTOR_TOP_K), filter)
    return hits === null ? undefined : { hits, beyond: compared[VECTOR_TOP_K]?.score }
  } catch (thrown) {
    run.log.warn('filtered vectors could not be compared', { degraded: 'filter' }, { thrown })
    return undefined
  }
}

function resolve(
  run: Run,
  slot: Slot,
  matches: readonly VectorMatch[],
  filter: Filter | undefined,
): Promise<Resolved> {
  return askCorpus(
    run,
    (corpus, caller) => corpus.resolve(caller, matches, stampOf(slot), filter),
    PATIENCE.search,
  )
}

async function embedQuery(
  run: Run,
  stamp: Slot,
  query: string,
  tokens: QueryTokens,
): Promise<readonly number[]> {
  const use = { model: stamp.model, tokens: embeddingTokens([query]) }
  await tokens.cover(use.tokens)
  try {
    const [values = []] = await embed(run, [query], { stamp, patience: PATIENCE.search })
    tokens.spend(use)
    return values
  } catch (thrown) {
    // One that timed out may have been run.
    if (thrown instanceof DeadlinePassed) tokens.spend(use)
    throw thrown
  }
}
