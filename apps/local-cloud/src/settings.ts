/** Variables that may be set beside those of wrangler.jsonc; values are strings, as everywhere in Workers. */
export interface Settings {
  /** `hashed`: no encoder, for load tests. Anything else: the sentence encoder of local-encoder. */
  readonly LOCAL_EMBEDDINGS?: string
  /** Pause between streamed words. */
  readonly LOCAL_TOKEN_DELAY_MS?: string
  /** How late mutations of the index show. */
  readonly LOCAL_VECTORIZE_DELAY_MS?: string
}
