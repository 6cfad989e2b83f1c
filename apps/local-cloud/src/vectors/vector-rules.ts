import {
  DEFAULT_TOP_K,
  MAX_ID_BYTES,
  MAX_IDS_PER_READ,
  MAX_METADATA_BYTES,
  MAX_NAMESPACE_BYTES,
  MAX_TOP_K,
  MAX_TOP_K_WITH_CONTENT,
  MAX_VECTORS_PER_MUTATION,
} from '../limits.ts'
import { VectorizeError } from './vectorize-error.ts'

const BAD_REQUEST = 400

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

function demand(isMet: boolean, operation: string, text: string): asserts isMet {
  if (!isMet) throw new VectorizeError(operation, BAD_REQUEST, text)
}

/** Refuses what the real index refuses. */
export function checkVectors(
  operation: string,
  vectors: readonly VectorizeVector[],
  dimensions: number,
): void {
  demand(vectors.length > 0, operation, 'no vectors were given')
  demand(
    vectors.length <= MAX_VECTORS_PER_MUTATION,
    operation,
    `at most ${MAX_VECTORS_PER_MUTATION} vectors a call`,
  )
  for (const vector of vectors) {
    checkId(operation, vector.id)
    checkNamespace(operation, vector.namespace)
    checkValues(operation, vector.values, dimensions)
    const metadata = vector.metadata === undefined ? '' : JSON.stringify(vector.metadata)
    demand(bytesOf(metadata) <= MAX_METADATA_BYTES, operation, `metadata is over ${MAX_METADATA_BYTES} bytes`)
  }
}

export function checkIds(operation: string, ids: readonly string[]): void {
  const most = operation === 'get' ? MAX_IDS_PER_READ : MAX_VECTORS_PER_MUTATION
  demand(ids.length > 0 && ids.length <= most, operation, `1 to ${most} ids a call`)
  for (const id of ids) checkId(operation, id)
}

/** The query's topK, checked: it is lower when values or metadata are asked for. */
export function checkQuery(
  values: ArrayLike<number>,
  options: VectorizeQueryOptions,
  dimensions: number,
): number {
  checkNamespace('query', options.namespace)
  checkValues('query', values, dimensions)
  const topK = options.topK ?? DEFAULT_TOP_K
  const withContent = options.returnValues === true || returnsAllMetadata(options)
  const most = withContent ? MAX_TOP_K_WITH_CONTENT : MAX_TOP_K
  demand(Number.isInteger(topK) && topK >= 1 && topK <= most, 'query', `topK must be 1 to ${most}`)
  return topK
}

export function returnsAllMetadata({ returnMetadata }: VectorizeQueryOptions): boolean {
  return returnMetadata === true || returnMetadata === 'all'
}

function checkId(operation: string, id: string): void {
  demand(
    id.length > 0 && bytesOf(id) <= MAX_ID_BYTES,
    operation,
    `an id must have 1 to ${MAX_ID_BYTES} bytes`,
  )
}

function checkNamespace(operation: string, namespace: string | undefined): void {
  if (namespace === undefined) return
  demand(
    bytesOf(namespace) <= MAX_NAMESPACE_BYTES,
    operation,
    `a namespace has at most ${MAX_NAMESPACE_BYTES} bytes`,
  )
}

function checkValues(operation: string, values: ArrayLike<number>, dimensions: number): void {
  demand(values.length === dimensions, operation, `expected ${dimensions} dimensions, got ${values.length}`)
  demand(Array.from(values).every(Number.isFinite), operation, 'every value must be a finite number')
}
