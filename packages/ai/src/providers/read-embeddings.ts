import { isRecord, listOf, numberOf, recordOf } from '../json/json.ts'
import { readUsage } from '../reading/read-usage.ts'
import { classifyInBand } from '../refusals/classify-error.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import type { Embedded } from './provider.ts'

/**
 * Vectors in OpenAI's form (`data: [{index, embedding}]`), Workers AI's own (`data: [[…]]`), Ollama's
 * (`embeddings: [[…]]`) or TEI's (a list alone); in base64 from servers that ask for no other.
 */
export function readEmbeddings(body: unknown, count: number): Embedded {
  const { embeddings, data = embeddings, error, usage } = recordOf(body)
  if (isRecord(error) || typeof error === 'string') throw classifyInBand(body)
  const vectors: number[][] = []
  for (const [at, each] of listOf(Array.isArray(body) ? body : data).entries()) {
    const index = isRecord(each) ? (numberOf(each['index']) ?? at) : at
    vectors[index] = vectorOf(isRecord(each) ? each['embedding'] : each)
  }
  const isWhole = vectors.length === count && vectors.every((vector) => vector.length > 0)
  if (!isWhole || Object.keys(vectors).length !== count) throw new ProviderFailure('malformed')
  return { vectors, counted: readUsage(usage) }
}

function vectorOf(value: unknown): number[] {
  if (value instanceof Float32Array) return [...value]
  if (typeof value === 'string') return floatsOf(value)
  if (!Array.isArray(value) || !value.every(isNumber)) throw new ProviderFailure('malformed')
  return value
}

/** Base64 of little-endian float32. @throws ProviderFailure `malformed` */
function floatsOf(base64: string): number[] {
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    return [...new Float32Array(bytes.buffer)]
  } catch (cause) {
    throw new ProviderFailure('malformed', { cause })
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}
