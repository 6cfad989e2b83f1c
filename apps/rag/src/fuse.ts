/** One chunk as one side of the search ranked it; higher is better. */
export interface Hit {
  readonly chunk: number
  readonly documentId: string
  readonly score: number
}

export interface FusedHit extends Hit {
  readonly words?: number
  readonly vector?: number
}

/**
 * Which share each side has in the fused score. It belongs to the embedding model and was chosen by evaluation with the local sentence
 * encoder (docs: retrieval quality); tune it again for another model.
 */
const WORDS_WEIGHT = 0.7

/** What a document's next chunk is worth beside its best one, so that ten results are not ten pieces of one document. */
const SAME_DOCUMENT_DECAY = 0.6

/** Min-max fusion: each side's scores are stretched to 0..1, missing means 0. (Equal-weight rank fusion lost to words alone.) */
export function fuse(words: readonly Hit[], vectors: readonly Hit[]): FusedHit[] {
  const share = vectors.length === 0 ? 1 : words.length === 0 ? 0 : WORDS_WEIGHT
  const fused = new Map<number, FusedHit>()
  const wordScale = scaleOf(words)
  for (const hit of words) {
    fused.set(hit.chunk, { ...hit, score: share * wordScale(hit.score), words: hit.score })
  }
  const vectorScale = scaleOf(vectors)
  for (const hit of vectors) {
    const known = fused.get(hit.chunk)
    const score = (known?.score ?? 0) + (1 - share) * vectorScale(hit.score)
    fused.set(hit.chunk, { ...(known ?? hit), score, vector: hit.score })
  }
  return diversify([...fused.values()].sort(byScore))
}

function scaleOf(hits: readonly Hit[]): (score: number) => number {
  const scores = hits.map(({ score }) => score)
  const least = scores.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
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
