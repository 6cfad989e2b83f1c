import { AiError } from '../ai-error.ts'
import type { LocalCloudEnv } from '../env.ts'
import { EMBEDDING_DIMENSIONS } from '../limits.ts'
import { hashedEmbedding } from './hashed-embedding.ts'
import { normalise } from './normalise.ts'
import { shapeForModel } from './shape-for-model.ts'

type EmbeddingEnv = Pick<LocalCloudEnv, 'ENCODER' | 'LOCAL_EMBEDDINGS'>

/** Embeddings as wide as the model's, all of length one. */
export async function embed(texts: readonly string[], env: EmbeddingEnv, model = ''): Promise<number[][]> {
  const vectors =
    env.LOCAL_EMBEDDINGS === 'hashed' ? texts.map(hashedEmbedding) : await encode(texts, env.ENCODER)
  return vectors.map((vector) => shapeForModel(vector, model))
}

/** An encoder that is starting again, or does not run, is to callers a model without capacity. */
async function encode(texts: readonly string[], encoder: LocalCloudEnv['ENCODER']): Promise<number[][]> {
  try {
    return (await encoder.embed(texts)).map((vector) => padded(normalise(vector)))
  } catch {
    throw AiError.ofStatus(503)
  }
}

/** Zeros change no cosine. */
function padded(vector: readonly number[]): number[] {
  return [...vector, ...Array.from({ length: EMBEDDING_DIMENSIONS - vector.length }, () => 0)]
}
