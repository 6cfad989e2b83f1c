import { WorkerEntrypoint } from 'cloudflare:workers'

import type { LocalCloudEnv } from './env.ts'
import { VectorIndex, type IndexInfo, type VectorizeMethods } from './vectors/vector-index.ts'

/** What a service binding may say about the index it means. */
export interface IndexProps {
  /** Which index; a second one serves VECTORIZE_NEXT. */
  readonly index?: string
  /** How wide its vectors are. */
  readonly dimensions?: number
}

const DEFAULT_INDEX = 'bulkhead'

function openIndex(env: LocalCloudEnv, props?: IndexProps): VectorIndex {
  return new VectorIndex(env.INDEXES.getByName(props?.index ?? DEFAULT_INDEX), props?.dimensions)
}

/** The stand-in for a `vectorize` binding: same methods, same limits, mutations that show late. */
export class LocalVectorize extends WorkerEntrypoint<LocalCloudEnv, IndexProps> implements VectorizeMethods {
  query(values: VectorFloatArray | number[], options?: VectorizeQueryOptions): Promise<VectorizeMatches> {
    return openIndex(this.env, this.ctx.props).query(values, options)
  }

  upsert(vectors: VectorizeVector[]): Promise<VectorizeAsyncMutation> {
    return openIndex(this.env, this.ctx.props).upsert(vectors)
  }

  insert(vectors: VectorizeVector[]): Promise<VectorizeAsyncMutation> {
    return openIndex(this.env, this.ctx.props).insert(vectors)
  }

  deleteByIds(ids: string[]): Promise<VectorizeAsyncMutation> {
    return openIndex(this.env, this.ctx.props).deleteByIds(ids)
  }

  getByIds(ids: string[]): Promise<VectorizeVector[]> {
    return openIndex(this.env, this.ctx.props).getByIds(ids)
  }

  describe(): Promise<IndexInfo> {
    return openIndex(this.env, this.ctx.props).describe()
  }
}
