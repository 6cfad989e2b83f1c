import type { Settings } from './settings.ts'
import type { LocalIndex } from './vectors/local-index.ts'

/** What local-encoder serves. Bound by name alone: with hashed embeddings it does not run. */
interface Encoder {
  embed(texts: readonly string[]): Promise<number[][]>
}

export interface LocalCloudEnv extends Settings {
  readonly ENCODER: Encoder
  readonly INDEXES: DurableObjectNamespace<LocalIndex>
}
