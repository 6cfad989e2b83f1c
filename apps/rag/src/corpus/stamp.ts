import type { EmbeddingStamp, EmbeddingStamps, Problem } from '../corpus-protocol.ts'
import { isSameModel } from '../embedding/slots.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'

/**
 * A corpus is stamped with the model its vectors were made by. Vectors of two models are never mixed, neither
 * stored nor compared.
 */

export const MODEL_CHANGED: Problem = {
  code: 'embedding_model_changed',
  message:
    'The embedding model has changed. The document is found by its words; a bulk retry by the administrator indexes everything anew.',
}

/** A corpus without a stamp has no vectors that could differ. */
export function isStampedBy({ settings }: CorpusStores, stamp: EmbeddingStamp): boolean {
  const own = settings.stamp()
  return own === undefined || isSameModel(own, stamp)
}

/** The corpus's own stamp, if the deployment still has that model. */
export function knownStamp(
  { settings }: CorpusStores,
  { current, next }: EmbeddingStamps,
): EmbeddingStamp | undefined {
  const own = settings.stamp()
  if (own === undefined) return undefined
  return [current, next].some((stamp) => stamp !== null && isSameModel(stamp, own)) ? own : undefined
}

/** Whose vectors a search has to compare with. Null: those of a model that this deployment does not have. */
export function searchedStamp(stores: CorpusStores, stamps: EmbeddingStamps): EmbeddingStamp | null {
  return stores.settings.stamp() === undefined ? newestOf(stamps) : (knownStamp(stores, stamps) ?? null)
}

/**
 * The model that may add vectors; a corpus that has none takes the newest there is. Undefined: its vectors
 * are another one's.
 */
export function claimStamp(stores: CorpusStores, stamps: EmbeddingStamps): EmbeddingStamp | undefined {
  const known = knownStamp(stores, stamps)
  if (known !== undefined) return known
  if (stores.settings.stamp() !== undefined && stores.documents.hasVectors()) return undefined
  const newest = newestOf(stamps)
  stores.settings.setStamp(newest)
  return newest
}

/**
 * From here on only the newest model's vectors count; all are made again. The old index goes with its
 * binding.
 */
export function changeStamp(
  { settings, documents }: CorpusStores,
  stamps: EmbeddingStamps,
  nowMs: number,
): void {
  settings.setStamp(newestOf(stamps))
  documents.embedAnew(MODEL_CHANGED, nowMs)
}

function newestOf({ current, next }: EmbeddingStamps): EmbeddingStamp {
  return next ?? current
}
