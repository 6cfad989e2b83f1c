/** How relevant each judged document is to one query. */
export type Judgements = ReadonlyMap<string, number>

/** nDCG at a depth with linear gain, as `ndcg_cut` of trec_eval: rel / log2(rank + 1) over the best order there is. */
export function ndcgAt(depth: number, judgements: Judgements, ranked: readonly string[]): number {
  const gains = ranked.slice(0, depth).map((id) => Math.max(0, judgements.get(id) ?? 0))
  const best = [...judgements.values()]
    .filter((gain) => gain > 0)
    .sort((a, b) => b - a)
    .slice(0, depth)
  return best.length === 0 ? 0 : discounted(gains) / discounted(best)
}

/** The share of all relevant documents that stand within the depth. */
export function recallAt(depth: number, judgements: Judgements, ranked: readonly string[]): number {
  const relevant = [...judgements].filter(([, gain]) => gain > 0).map(([id]) => id)
  const found = new Set(ranked.slice(0, depth))
  return relevant.length === 0 ? 0 : relevant.filter((id) => found.has(id)).length / relevant.length
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0)
}
