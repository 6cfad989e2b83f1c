import { isRecord, listOf, numberOf, recordOf } from '../json/json.ts'
import { readUsage } from '../reading/read-usage.ts'
import { classifyInBand } from '../refusals/classify-error.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import type { Embedded } from './provider.ts'

/** Vectors in OpenAI's form (`data: [{index, embedding}]`) or Workers AI's own (`data: [[…]]`). */
export function readEmbeddings(body: unknown, count: number): Embedded {
  const { data, error, usage } = recordOf(body)
  if (isRecord(error) || typeof error === 'string') throw classifyInBand(body)
  const vectors: number[][] = []
  for (const [at, each] of listOf(data).entries()) {
    const index = isRecord(each) ? (numberOf(each['index']) ?? at) : at
    vectors[index] = vectorOf(isRecord(each) ? each['embedding'] : each)
  }
  const isWhole = vectors.length === count && vectors.every((vector) => vector.length > 0)
  if (!isWhole || Object.keys(vectors).length !== count) throw new ProviderFailure('malformed')
  return { vectors, counted: readUsage(usage) }
}

function vectorOf(value: unknown): number[] {
  if (value instanceof Float32Array) return [...value]
  if (!Array.isArray(value) || !value.every(isNumber)) throw new ProviderFailure('malformed')
  return value
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}
