import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import { askCorpus } from '../ask-corpus.ts'
import type { ChunkText } from '../corpus-protocol.ts'
import { PATIENCE, RERANKED_HITS } from '../limits.ts'
import { rerankHits } from '../rerank/rerank-hits.ts'
import type { Run } from '../run.ts'
import { foldDuplicates } from './fold-duplicates.ts'
import type { FusedHit } from './fuse.ts'
import { joinNeighbours } from './join-neighbours.ts'
import { passageOf, type Passage } from './passage.ts'

export interface Wanted {
  readonly query: string
  readonly topK: number
  readonly minScore?: number | undefined
}

export interface Ordered {
  readonly passages: readonly Passage[]
  /** The reranking model was asked for and did not answer. */
  readonly isUnranked: boolean
}

/** How often more is read because some of what was read is one passage, or the same. */
const ROUNDS = 2
/** So many more are read at once: what only repeats or continues better ones takes no place of theirs. */
const SPARE = 5

/** The passages of the best hits, in their order. */
export async function readPassages(run: Run, hits: readonly FusedHit[], wanted: Wanted): Promise<Ordered> {
  const read: Passage[] = []
  let passages: Passage[] = []
  for (
    let round = 0, from = 0;
    round < ROUNDS && passages.length < wanted.topK && from < hits.length;
    round++
  ) {
    const some = hits.slice(from, from + wanted.topK - passages.length + SPARE)
    from += some.length
    read.push(...(await textsOf(run, some, wanted.query)))
    passages = joinNeighbours(foldDuplicates(read))
  }
  return { passages: best(passages, wanted), isUnranked: false }
}

/** More is ranked than is wanted: what is best may have been found last. */
export async function rerankPassages(run: Run, hits: readonly FusedHit[], wanted: Wanted): Promise<Ordered> {
  const { query, topK } = wanted
  const found = foldDuplicates(await textsOf(run, hits.slice(0, Math.max(topK, RERANKED_HITS)), query))
  const ranked = await rerankHits(run, query, found)
  return { passages: best(joinNeighbours(ranked ?? found), wanted), isUnranked: ranked === null }
}

function best(passages: readonly Passage[], { topK, minScore = 0 }: Wanted): Passage[] {
  return passages.filter(({ score }) => score >= minScore).slice(0, topK)
}

/** The texts of hits, in their order. A chunk that has been replaced since is left out. */
async function textsOf(run: Run, hits: readonly FusedHit[], query: string): Promise<Passage[]> {
  if (hits.length === 0) return []
  const ids = hits.map(({ chunk }) => chunk)
  let texts: ChunkText[]
  try {
    texts = await askCorpus(run, (corpus, caller) => corpus.texts(caller, ids), PATIENCE.search)
  } catch (thrown) {
    throw new BulkheadError('retrieval_unavailable', { cause: thrown })
  }
  const byChunk = new Map(texts.map((text) => [text.chunk, text]))
  return hits.flatMap((hit) => {
    const text = byChunk.get(hit.chunk)
    return text === undefined ? [] : [passageOf(hit, text, query)]
  })
}
