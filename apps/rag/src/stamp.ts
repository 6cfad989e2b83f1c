import type { EmbeddingStamp, Problem } from './corpus-protocol.ts'
import type { CorpusStores } from './corpus-stores.ts'

/** A corpus is stamped with the model its vectors were made by. Vectors of two models are never mixed, neither stored nor compared. */

export const MODEL_CHANGED: Problem = {
  code: 'embedding_model_changed',
  message:
    'The embedding model has changed. The document is found by its words; a bulk retry by the administrator indexes everything anew.',
}

/** A corpus without a stamp has no vectors that could differ. */
export function isStampedBy({ ledger }: CorpusStores, { model, dimensions }: EmbeddingStamp): boolean {
  const own = ledger.stamp()
  return own === undefined || (own.model === model && own.dimensions === dimensions)
}

/** Whether this model may add vectors; a corpus that has none becomes its own. */
export function claimStamp(stores: CorpusStores, stamp: EmbeddingStamp): boolean {
  if (stores.ledger.stamp() !== undefined && isStampedBy(stores, stamp)) return true
  if (stores.ledger.stamp() !== undefined && stores.documents.hasVectors()) return false
  stores.ledger.setStamp(stamp)
  return true
}

/** From here on only the new model's vectors count; all are made again. The old index goes with its binding. */
export function changeStamp({ ledger, documents }: CorpusStores, stamp: EmbeddingStamp, nowMs: number): void {
  ledger.setStamp(stamp)
  documents.embedAnew(MODEL_CHANGED, nowMs)
}
