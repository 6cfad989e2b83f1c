import { WORDS_TOP_K } from '../limits.ts'

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

// These three belong to the embedding model and were chosen by evaluation with the local sentence encoder:
// choose them again for another one.

/** Which share words have in the fused score. (Equal-weight rank fusion lost to words alone.) */
const WORDS_WEIGHT = 0.7
/** A chunk with none of the words whose cosine is below has nothing to do with the query. */
const LEAST_COSINE = 0.25
/**
 * Coverage and cosine of the best chunk together: below it the query is about something else. Chosen on
 * recorded rankings: none of 835 questions that the corpus could answer fell below. Of questions about
 * something else most fall below in a small corpus, fewer than half in 1,400 abstracts of one field, hardly
 * any in 982 paragraphs about everything: there the encoder's cosines do not tell them apart.
 */
const LEAST_RELEVANCE = 0.45

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
export function fuse(words: readonly WordsHit[] | undefined, vectors: NearVectors | undefined): FusedHit[] {
  const candidates = merge(words ?? [], vectors).filter(isNear)
  const relevance = candidates.reduce((best, hit) => Math.max(best, relevanceOf(hit, words, vectors)), 0)
  if (words !== undefined && vectors !== undefined && relevance < LEAST_RELEVANCE) return []
  const strength = Math.min(1, relevance)
  return diversify(candidates.map((hit) => ({ ...hit, score: strength * hit.score })))
}

function isNear({ words, vector = 0 }: FusedHit): boolean {
  return words !== undefined || vector >= LEAST_COSINE
}

/** How well a chunk meets the query, near 0 to about 2. That it has no vector yet is not held against it. */
function relevanceOf(
  { coverage = 0, vector }: FusedHit,
  words: readonly WordsHit[] | undefined,
  vectors: NearVectors | undefined,
): number {
  if (vectors === undefined) return coverage
  if (words === undefined) return vector ?? 0
  return coverage + (vector ?? vectors.beyond ?? LEAST_RELEVANCE)
}

function merge(words: readonly WordsHit[], vectors: NearVectors = { hits: [] }): FusedHit[] {
  const share = vectors.hits.length === 0 ? 1 : words.length === 0 ? 0 : WORDS_WEIGHT
  const fused = new Map<number, FusedHit>()
  const wordScale = scaleOf(words, words.length < WORDS_TOP_K ? 0 : Number.POSITIVE_INFINITY)
  for (const hit of words) {
    fused.set(hit.chunk, { ...hit, score: share * wordScale(hit.score), words: hit.score })
  }
  const vectorScale = scaleOf(vectors.hits, vectors.beyond ?? LEAST_COSINE)
  for (const hit of vectors.hits) {
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
