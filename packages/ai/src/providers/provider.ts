import type { RequestContext } from '@bulkhead/contracts/context'

import type { ModelRequest } from '../model-request.ts'

/** One attempt at one model. */
export interface ProviderRequest {
  readonly ctx: RequestContext
  /** The tenant's name for the model. */
  readonly model: string
  readonly request: ModelRequest
  readonly stream: boolean
  readonly signal: AbortSignal
}

/** Something that serves models. Throws a ProviderFailure, or anything else when the connection broke. */
export interface Provider {
  readonly name: 'workers-ai' | 'openai-compatible'
  /** Parsed JSON of an answer, or, for a stream, its bytes: server-sent events. */
  send(request: ProviderRequest): Promise<unknown>
}
