import type { EmbeddingInput } from '@bulkhead/contracts/http/embeddings'

import { TokenMeter } from './tokens/token-meter.ts'

/** Role and delimiters around each message, in the usual chat templates. */
export const MESSAGE_OVERHEAD_TOKENS = 8

/**
 * An upper bound of the tokens in a text, for reservations and for cutting windows. Words cost what their letter pairs take, letters of other
 * scripts a token if every vocabulary knows them, and all else (digits, punctuation, emoji, rare scripts) a token a byte. What is not
 * word-like costs more on top.
 */
export function estimateTokens(text: string): number {
  const meter = new TokenMeter()
  for (let at = 0; at < text.length; at += 1) meter.read(text.charCodeAt(at))
  return Math.ceil(meter.total())
}

/** The tokens of a text to embed; of token ids exactly. */
export function inputTokens(input: EmbeddingInput): number {
  return typeof input === 'string' ? estimateTokens(input) : input.length
}

/** An upper bound of the prompt tokens of a conversation. */
export function estimatePromptTokens(texts: readonly EmbeddingInput[]): number {
  return texts.reduce(
    (sum, text) => sum + inputTokens(text) + MESSAGE_OVERHEAD_TOKENS,
    MESSAGE_OVERHEAD_TOKENS,
  )
}
