import type { ModelEntry } from '@bulkhead/tenant-schema/models/model-catalogue'

import { messageText, type ModelRequest } from './model-request.ts'
import { ProviderFailure } from './refusals/provider-failure.ts'

/** No token of any known vocabulary spans two words, so a text has at least as many tokens. */
const WORD = /\p{L}+/gu

/**
 * The request as the model can take it: its own limit of the output holds too. A prompt that certainly does
 * not fit is refused before the provider is asked; one that may is the provider's to judge.
 */
export function fitRequest(request: ModelRequest, entry: ModelEntry | undefined): ModelRequest {
  if (entry === undefined) return request
  if (isTooLong(request, entry.contextLength)) {
    throw new ProviderFailure('context', { reason: `longer than ${entry.contextLength} tokens` })
  }
  return { ...request, maxTokens: Math.min(request.maxTokens, entry.maxOutputTokens ?? request.maxTokens) }
}

function isTooLong({ messages }: ModelRequest, contextLength: number): boolean {
  const texts = messages.map(messageText)
  // Two words need three characters: most prompts are too short to need counting.
  if (texts.reduce((sum, text) => sum + text.length, 0) < contextLength * 2) return false
  return texts.reduce((sum, text) => sum + countWords(text), 0) > contextLength
}

function countWords(text: string): number {
  let count = 0
  for (const _ of text.matchAll(WORD)) count += 1
  return count
}
