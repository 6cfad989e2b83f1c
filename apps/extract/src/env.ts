import type { LogSettings } from '@bulkhead/logging/log'

/** No binding: what it parses was written by strangers. */
export interface ExtractEnv extends LogSettings {
  readonly ENVIRONMENT: string
}
