import type { EmbeddingStamp, EmbeddingStamps, Problem } from '../corpus-protocol.ts'
import { isSameModel } from '../embedding/slots.ts'
import type { CorpusStores } from '../tables/corpus-stores.ts'

/** A corpus is stamped with the model its vectors were made by. Vectors of two models are never mixed, neither stored nor compared. */

export const MODEL_CHANGED: Problem = {
  code: 'embedding_model_changed',
  message:
    'The embedding model has changed. The document is found by its words; a bulk retry by the administrator indexes everything anew.',
}

/** A corpus without a stamp has no vectors that could differ. */
export function isStampedBy({ ledger }: CorpusStores, stamp: EmbeddingStamp): boolean {
  const own = ledger.stamp()
  return own === undefined || isSameModel(own, stamp)
}

/** The corpus's own stamp, if the deployment still has that model. */
export function knownStamp(
  { ledger }: CorpusStores,
  { current, next }: EmbeddingStamps,
): EmbeddingStamp | undefined {
  const own = ledger.stamp()
  if (own === undefined) return undefined
  return [current, next].some((stamp) => stamp !== null && isSameModel(stamp, own)) ? own : undefined
}

/** The model that may add vectors; a corpus that has none takes the newest there is. Undefined: its vectors are another one's. */
export function claimStamp(stores: CorpusStores, stamps: EmbeddingStamps): EmbeddingStamp | undefined {
  const known = knownStamp(stores, stamps)
  if (known !== undefined) return known
  if (stores.ledger.stamp() !== undefined && stores.documents.hasVectors()) return undefined
  const newest = newestOf(stamps)
  stores.ledger.setStamp(newest)
  return newest
}

/** From here on only the newest model's vectors count; all are made again. The old index goes with its binding. */
export function changeStamp(
  { ledger, documents }: CorpusStores,
  stamps: EmbeddingStamps,
  nowMs: number,
): void {
  ledger.setStamp(newestOf(stamps))
  documents.embedAnew(MODEL_CHANGED, nowMs)
}

export function newestOf({ current, next }: EmbeddingStamps): EmbeddingStamp {
  return next ?? current
}
