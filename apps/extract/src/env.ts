/** No binding: what it parses was written by strangers. */
export interface ExtractEnv {
  readonly ENVIRONMENT: string
  readonly LOG_LEVEL?: string
}
