import { estimateTokenCount } from 'tokenx'

/** tokenx is within some 10 % of the usual tokenizers on prose and worse on code and rare scripts; a reservation must be an upper bound. */
const SAFETY = 1.3
/** Role and delimiters around each message, in the usual chat templates. */
const MESSAGE_OVERHEAD_TOKENS = 8

/** No usual tokenizer takes fewer than about three bytes a token on any script; tokenx alone misses whitespace, Thai and random letters by far. */
const BYTES_PER_TOKEN = 3

const encoder = new TextEncoder()

/** An upper bound of the tokens in a text, for reservations and for cutting windows. */
export function estimateTokens(text: string): number {
  const bytes = encoder.encode(text).byteLength
  return Math.ceil(Math.max(estimateTokenCount(text) * SAFETY, bytes / BYTES_PER_TOKEN))
}

/** An upper bound of the prompt tokens of a conversation. */
export function estimatePromptTokens(texts: readonly string[]): number {
  return texts.reduce(
    (sum, text) => sum + estimateTokens(text) + MESSAGE_OVERHEAD_TOKENS,
    MESSAGE_OVERHEAD_TOKENS,
  )
}
