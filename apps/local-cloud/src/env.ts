import type { Settings } from './settings.ts'
import type { LocalIndex } from './vectors/local-index.ts'

export interface LocalCloudEnv extends Settings {
  readonly INDEXES: DurableObjectNamespace<LocalIndex>
}
