import type { EmbeddingStamp, EmbeddingStamps } from '../corpus-protocol.ts'
import type { RagEnv } from '../env.ts'

/** An embedding model and the index that holds its vectors, which has exactly its width. */
export interface Slot extends EmbeddingStamp {
  readonly index: Vectorize
}

/** The deployment's model. */
export function currentSlot(env: RagEnv): Slot {
  return {
    model: env.EMBEDDING_MODEL,
    dimensions: Number(env.EMBEDDING_DIMENSIONS),
    index: env.VECTORIZE,
  }
}

/** The model that every corpus moves to while a change is under way. */
function nextSlot(env: RagEnv): Slot | undefined {
  if (env.EMBEDDING_MODEL_NEXT === '') return undefined
  return {
    model: env.EMBEDDING_MODEL_NEXT,
    dimensions: Number(env.EMBEDDING_DIMENSIONS_NEXT),
    index: env.VECTORIZE_NEXT,
  }
}

/** Where vectors of this deployment may lie. */
export function slotsOf(env: RagEnv): Slot[] {
  const next = nextSlot(env)
  return next === undefined ? [currentSlot(env)] : [currentSlot(env), next]
}

/** The slot of a corpus by its stamp. Undefined: a model that this deployment no longer has. */
export function slotOf(env: RagEnv, stamp: EmbeddingStamp): Slot | undefined {
  return slotsOf(env).find((slot) => isSameModel(slot, stamp))
}

export function stampsOf(env: RagEnv): EmbeddingStamps {
  const next = nextSlot(env)
  return {
    current: stampOf(currentSlot(env)),
    next: next === undefined ? null : stampOf(next),
  }
}

/** Only what may cross to the Corpus: an index cannot. */
export function stampOf({ model, dimensions }: EmbeddingStamp): EmbeddingStamp {
  return { model, dimensions }
}

export function isSameModel(a: EmbeddingStamp, b: EmbeddingStamp): boolean {
  return a.model === b.model && a.dimensions === b.dimensions
}
