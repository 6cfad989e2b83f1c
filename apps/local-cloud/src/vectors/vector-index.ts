import { FAULT_DELAY_MS, type Symptoms } from '@bulkhead/faults/suffer'
import { withFaults } from '@bulkhead/faults/with-faults'

import { EMBEDDING_DIMENSIONS } from '../limits.ts'
import type { Change, ChangeKind, StoredVector } from './index-store.ts'
import type { LocalIndex, Match } from './local-index.ts'
import { checkIds, checkQuery, checkVectors, returnsAllMetadata } from './vector-rules.ts'
import { VectorizeError } from './vectorize-error.ts'

/** As the real index answers: the published types say number where it sends text. */
export type IndexInfo = Pick<VectorizeIndexInfo, 'vectorCount' | 'dimensions'> & {
  readonly processedUpToDatetime: string
  readonly processedUpToMutation: string
}

/** What of Vectorize's binding is played here. */
export interface VectorizeMethods extends Pick<
  Vectorize,
  'query' | 'insert' | 'upsert' | 'deleteByIds' | 'getByIds'
> {
  describe(): Promise<IndexInfo>
}

type Values = VectorFloatArray | number[]
type Index = Pick<DurableObjectStub<LocalIndex>, 'mutate' | 'search' | 'read' | 'state'>

/** Vectorize's methods over one {@link LocalIndex}: checks the limits, meets the faults, shapes the answers. */
export class VectorIndex implements VectorizeMethods {
  readonly #index: Index
  readonly #dimensions: number

  constructor(index: Index, dimensions = EMBEDDING_DIMENSIONS) {
    this.#index = index
    this.#dimensions = dimensions
  }

  query(values: Values, options: VectorizeQueryOptions = {}): Promise<VectorizeMatches> {
    const { namespace, ...unscoped } = options
    const facts = { namespace, unscoped: () => this.#search(values, unscoped) }
    return this.#call('query', () => this.#search(values, options), facts)
  }

  async #search(values: Values, options: VectorizeQueryOptions): Promise<VectorizeMatches> {
    const topK = checkQuery(values, options, this.#dimensions)
    const withMetadata = options.returnMetadata === 'indexed' || returnsAllMetadata(options)
    const found = await this.#index.search({
      values: Float32Array.from(values),
      topK,
      namespace: options.namespace,
      filter: options.filter,
      withContent: options.returnValues === true || withMetadata,
    })
    const matches = found.map((match) => toMatch(match, options.returnValues === true, withMetadata))
    return { matches, count: matches.length }
  }

  upsert(vectors: VectorizeVector[]): Promise<VectorizeAsyncMutation> {
    return this.#write('upsert', vectors)
  }

  insert(vectors: VectorizeVector[]): Promise<VectorizeAsyncMutation> {
    return this.#write('insert', vectors)
  }

  deleteByIds(ids: string[]): Promise<VectorizeAsyncMutation> {
    return this.#call('delete', async () => {
      checkIds('delete', ids)
      return {
        mutationId: await this.#index.mutate(ids.map((id) => ({ kind: 'delete', id, namespace: '' }))),
      }
    })
  }

  getByIds(ids: string[]): Promise<VectorizeVector[]> {
    return this.#call('get', async () => {
      checkIds('get', ids)
      const found = await this.#index.read(ids)
      return found.map((vector) => ({
        id: vector.id,
        values: Array.from(vector.values),
        ...namespaceOf(vector),
        ...metadataOf(vector),
      }))
    })
  }

  describe(): Promise<IndexInfo> {
    return this.#call('describe', async () => {
      const { vectorCount, processed } = await this.#index.state()
      return {
        vectorCount,
        dimensions: this.#dimensions,
        processedUpToDatetime: new Date(processed?.accepted_ms ?? 0).toISOString(),
        processedUpToMutation: processed?.mutation ?? '',
      }
    })
  }

  #write(kind: ChangeKind, vectors: VectorizeVector[]): Promise<VectorizeAsyncMutation> {
    const write = async (delayMs?: number) => {
      checkVectors(kind, vectors, this.#dimensions)
      const changes = vectors.map((vector) => toChange(kind, vector))
      return { mutationId: await this.#index.mutate(changes, delayMs) }
    }
    const facts = { namespace: vectors[0]?.namespace, late: () => write(FAULT_DELAY_MS) }
    return this.#call(kind, () => write(), facts)
  }

  #call<T>(operation: string, run: () => Promise<T>, facts: IndexFacts<T> = {}): Promise<T> {
    const facing = { tenantId: facts.namespace }
    return withFaults('vectorize', facing, symptomsOf<T>(operation, facts), run)
  }
}

interface IndexFacts<T> {
  readonly namespace?: string | undefined
  /** The same call as an index would answer it that has forgotten its namespaces. */
  readonly unscoped?: () => Promise<T>
  /** The same write, seen late. */
  readonly late?: () => Promise<T>
}

function symptomsOf<T>(operation: string, { unscoped, late }: IndexFacts<T>): Symptoms<T> {
  const failure = (status: number) =>
    new VectorizeError(operation, status, `the index did not answer (HTTP ${status})`)
  return {
    failure,
    others: {
      malformed: () => JSON.parse('{"matches":"?","count":"?"}'),
      leak: (run) => (unscoped ?? run)(),
      late: (run) => (late ?? run)(),
    },
  }
}

function toChange(kind: ChangeKind, vector: VectorizeVector): Change {
  return {
    kind,
    id: vector.id,
    namespace: vector.namespace ?? '',
    values: Float32Array.from(vector.values).buffer,
    metadata: vector.metadata === undefined ? undefined : JSON.stringify(vector.metadata),
  }
}

function toMatch({ id, score, vector }: Match, withValues: boolean, withMetadata: boolean): VectorizeMatch {
  return {
    id,
    score,
    ...(vector === undefined ? {} : namespaceOf(vector)),
    ...(vector !== undefined && withValues ? { values: Array.from(vector.values) } : {}),
    ...(vector !== undefined && withMetadata ? metadataOf(vector) : {}),
  }
}

const namespaceOf = ({ namespace }: StoredVector) => (namespace === '' ? {} : { namespace })

function metadataOf({ metadata }: StoredVector): Pick<VectorizeVector, 'metadata'> {
  return metadata === null ? {} : { metadata: JSON.parse(metadata) }
}
