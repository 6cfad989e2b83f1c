import { EMBEDDING_DIMENSIONS } from '../limits.ts'
import { hashedEmbedding } from './hashed-embedding.ts'
import { embedSentences } from './sentence-embedding.ts'

/** Embeddings as wide as bge-m3's, all of length one. */
export async function embed(texts: readonly string[], encoder: string): Promise<number[][]> {
  if (encoder === 'hashed') return texts.map(hashedEmbedding)
  const vectors = await embedSentences(texts)
  return vectors.map(padded)
}

/** Zeros change no cosine. */
function padded(vector: readonly number[]): number[] {
  return [...vector, ...Array.from({ length: EMBEDDING_DIMENSIONS - vector.length }, () => 0)]
}
