/** The width of bge-m3, the model that this one stands in for. */
export const EMBEDDING_DIMENSIONS = 1_024
/** The real model takes no more texts at once. */
export const MAX_TEXTS_PER_CALL = 100
/** What Workers AI generates when max_tokens is left out. */
export const DEFAULT_MAX_TOKENS = 256
/** Pause between streamed words, so that a stream can be seen to stream. */
export const DEFAULT_TOKEN_DELAY_MS = 5

/** How far a mutation of the vector index lags behind its acknowledgement. */
export const DEFAULT_MUTATION_DELAY_MS = 300
/** Vectorize's own limits. */
export const MAX_ID_BYTES = 64
export const MAX_NAMESPACE_BYTES = 64
export const MAX_METADATA_BYTES = 10 * 1_024
export const MAX_VECTORS_PER_MUTATION = 1_000
export const MAX_TOP_K = 100
export const MAX_TOP_K_WITH_CONTENT = 20
export const DEFAULT_TOP_K = 5
/** Vectorize reads back no more ids than this in one call. */
export const MAX_IDS_PER_READ = 20

/** Pause between the words of a stream that drips. */
export const FAULT_DRIP_MS = 100
/** Tokens that a cut or stalled stream still delivers. */
export const FAULT_TOKENS_BEFORE_CUT = 3
