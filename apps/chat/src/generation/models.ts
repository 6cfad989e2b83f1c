import { Breaker } from '@bulkhead/ai/attempts/breaker'
import { Catalogue } from '@bulkhead/ai/catalogue'
import { DialectBook } from '@bulkhead/ai/dialects/dialect-book'
import { ModelClient } from '@bulkhead/ai/model-client'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import models from '../../.generated/models.json'
import { REASONING_OPEN_MS } from '../limits.ts'
import type { Run } from '../run.ts'

/**
 * One per isolate: what one request learns about a dead model, or about how one wants to be spoken to, spares
 * the next the wait.
 */
const memory = { catalogue: new Catalogue(models), breaker: new Breaker(), dialects: new DialectBook() }

export function modelClient({ env, log }: Run, breaker = memory.breaker): ModelClient {
  return new ModelClient(env, log, { ...memory, breaker })
}

/**
 * How long a stream waits for its first token before it is opened without; undefined: as long as it takes.
 */
export function openingMs({ ctx }: Run, models: readonly string[]): number | undefined {
  if (ctx.opensEarly === true) return 0
  const [first = ''] = models
  return memory.catalogue.isReasoning(first) ? REASONING_OPEN_MS : undefined
}

/** Of prompt and answer together, in the smallest of these models; undefined where the catalogue knows none. */
export function contextTokensOf(models: readonly string[]): number | undefined {
  const known = models.flatMap((model) => memory.catalogue.entry(model)?.contextLength ?? [])
  return known.length === 0 ? undefined : Math.min(...known)
}

/**
 * The models to try for a request, first choice first. Fails closed: a model the tenant may not use is
 * `model_not_found`, whether it exists or not.
 */
export function modelsFor(
  { chat }: Pick<ChatTenant, 'chat'>,
  wanted: string | null | undefined,
): readonly string[] {
  const model = wanted ?? chat.model
  if (model !== chat.model && !chat.allowedModels.includes(model)) {
    throw new BulkheadError('model_not_found', { param: 'model' })
  }
  return [model, ...chat.fallbackModels]
}
