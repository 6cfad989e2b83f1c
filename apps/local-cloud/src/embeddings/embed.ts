import { EMBEDDING_DIMENSIONS } from '../limits.ts'
import { hashedEmbedding } from './hashed-embedding.ts'
import { embedSentences } from './sentence-embedding.ts'
import { shapeForModel } from './shape-for-model.ts'

/** Embeddings as wide as the model's, all of length one. */
export async function embed(texts: readonly string[], encoder: string, model = ''): Promise<number[][]> {
  const vectors =
    encoder === 'hashed' ? texts.map(hashedEmbedding) : (await embedSentences(texts)).map(padded)
  return vectors.map((vector) => shapeForModel(vector, model))
}

/** Zeros change no cosine. */
function padded(vector: readonly number[]): number[] {
  return [...vector, ...Array.from({ length: EMBEDDING_DIMENSIONS - vector.length }, () => 0)]
}
