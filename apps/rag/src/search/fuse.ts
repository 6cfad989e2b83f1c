import { WORDS_TOP_K } from '../limits.ts'
import type { Fusion } from './fusion.ts'

/** One chunk as one side of the search ranked it; higher is better. */
export interface Hit {
  readonly chunk: number
  readonly documentId: string
  readonly score: number
}

/**
 * A chunk by its words; `coverage`, known of the best few, is the share of the query's terms that it holds,
 * rare ones weighing more.
 */
export interface WordsHit extends Hit {
  readonly coverage?: number
}

/** Chunks by their vectors, scored by cosine. */
export interface NearVectors {
  readonly hits: readonly Hit[]
  /**
   * What is missing is no nearer than this. Undefined: all vectors were compared, so what is missing has none
   * yet.
   */
  readonly beyond?: number | undefined
}

export interface FusedHit extends WordsHit {
  readonly words?: number
  readonly vector?: number
}

/**
 * What a document's next chunk is worth beside its best one, so that ten results are not ten pieces of one
 * document.
 */
const SAME_DOCUMENT_DECAY = 0.6

/**
 * The hits of both sides in one order, best first; a side that was not asked, or did not answer, is
 * undefined. Each side's scores are stretched to 0..1, missing means 0. All of it is then shrunk to how well
 * the best hit meets the query, so that a lone poor hit is no 1, and is nothing at all when both sides say
 * that the query is about something else.
 */
export function fuse(
  words: readonly WordsHit[] | undefined,
  vectors: NearVectors | undefined,
  fusion: Fusion,
): FusedHit[] {
  const candidates = merge(words ?? [], vectors ?? { hits: [] }, fusion).filter(
    (hit) => hit.words !== undefined || (hit.vector ?? 0) >= fusion.leastCosine,
  )
  const sides = { words, vectors, unknown: fusion.leastRelevance }
  const relevance = candidates.reduce((best, hit) => Math.max(best, relevanceOf(hit, sides)), 0)
  if (words !== undefined && vectors !== undefined && relevance < fusion.leastRelevance) return []
  const strength = Math.min(1, relevance)
  return diversify(candidates.map((hit) => ({ ...hit, score: strength * hit.score })))
}

interface Sides {
  readonly words: readonly WordsHit[] | undefined
  readonly vectors: NearVectors | undefined
  /** Taken for the cosine of a chunk without a vector. */
  readonly unknown: number
}

/** How well a chunk meets the query, near 0 to about 2. That it has no vector yet is not held against it. */
function relevanceOf({ coverage = 0, vector }: FusedHit, { words, vectors, unknown }: Sides): number {
  if (vectors === undefined) return coverage
  if (words === undefined) return vector ?? 0
  return coverage + (vector ?? vectors.beyond ?? unknown)
}

function merge(
  words: readonly WordsHit[],
  { hits: near, beyond }: NearVectors,
  { words: weight, leastCosine }: Fusion,
): FusedHit[] {
  const share = near.length === 0 ? 1 : words.length === 0 ? 0 : weight
  const fused = new Map<number, FusedHit>()
  const wordScale = scaleOf(words, words.length < WORDS_TOP_K ? 0 : Number.POSITIVE_INFINITY)
  for (const hit of words) {
    fused.set(hit.chunk, { ...hit, score: share * wordScale(hit.score), words: hit.score })
  }
  const vectorScale = scaleOf(near, beyond ?? leastCosine)
  for (const hit of near) {
    const known = fused.get(hit.chunk)
    const score = (known?.score ?? 0) + (1 - share) * vectorScale(hit.score)
    fused.set(hit.chunk, { ...(known ?? hit), score, vector: hit.score })
  }
  return [...fused.values()].sort(byScore)
}

/**
 * The lowest becomes 0 and the highest 1. `end` is what lies behind the list's end: nothing (0) when it was
 * not cut off.
 */
function scaleOf(hits: readonly Hit[], end: number): (score: number) => number {
  const scores = hits.map(({ score }) => score)
  const least = scores.reduce((a, b) => Math.min(a, b), end)
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return most > least ? (score) => (score - least) / (most - least) : () => 1
}

/** Ties are broken by chunk, so that equal requests get equal answers. */
function byScore(a: Hit, b: Hit): number {
  return b.score - a.score || a.chunk - b.chunk
}

function diversify(hits: readonly FusedHit[]): FusedHit[] {
  const seen = new Map<string, number>()
  return hits
    .map((hit) => {
      const before = seen.get(hit.documentId) ?? 0
      seen.set(hit.documentId, before + 1)
      return { ...hit, score: hit.score * SAME_DOCUMENT_DECAY ** before }
    })
    .sort(byScore)
}
