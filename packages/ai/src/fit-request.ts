import type { ModelEntry } from '@bulkhead/tenant-schema/models/model-catalogue'

import { recordOf } from './json/json.ts'
import { messageText, type ModelRequest } from './model-request.ts'
import { ProviderFailure } from './refusals/provider-failure.ts'

/** No token of any known vocabulary spans two words, so a text has at least as many tokens. */
const WORD = /\p{L}+/gu

/**
 * The request as the model can take it: its own limit of the output holds too. What it cannot do, and a
 * prompt that certainly does not fit, is refused before the provider is asked; one that may fit is the
 * provider's to judge.
 */
export function fitRequest(request: ModelRequest, entry: ModelEntry | undefined): ModelRequest {
  if (entry === undefined) return request
  refuseUnable(request, entry)
  if (isTooLong(request, entry.contextLength)) {
    throw new ProviderFailure('context', { reason: `longer than ${entry.contextLength} tokens` })
  }
  return { ...request, maxTokens: Math.min(request.maxTokens, entry.maxOutputTokens ?? request.maxTokens) }
}

type Capability = NonNullable<ModelEntry['capabilities']>[number]

/** @throws ProviderFailure `invalid` with the field that asks for what the model cannot do */
function refuseUnable({ messages, parameters }: ModelRequest, { capabilities }: ModelEntry): void {
  if (capabilities === undefined) return
  const format = recordOf(parameters['response_format'])['type'] ?? 'text'
  const modalities = parameters['modalities']
  const asked: readonly (readonly [param: string, capability: Capability, isAsked: boolean])[] = [
    ['tools', 'tools', hasItems(parameters['tools'])],
    ['functions', 'tools', hasItems(parameters['functions'])],
    ['response_format', 'structuredOutput', format !== 'text'],
    ['messages', 'images', holdsPart(messages, 'image')],
    ['messages', 'audio', holdsPart(messages, 'audio')],
    ['modalities', 'audio', Array.isArray(modalities) && modalities.includes('audio')],
  ]
  for (const [param, capability, isAsked] of asked) {
    if (isAsked && !capabilities.includes(capability)) {
      throw new ProviderFailure('invalid', { param, reason: `no ${capability}`, lacks: capability })
    }
  }
}

function hasItems(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0
}

function holdsPart(messages: ModelRequest['messages'], kind: string): boolean {
  return messages.some(
    ({ content }) => Array.isArray(content) && content.some((part) => part.type.includes(kind)),
  )
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
