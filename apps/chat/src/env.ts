import type { ModelEnv } from '@bulkhead/ai/providers/choose-provider'
import type { RagService } from '@bulkhead/contracts/rag'
import type { RateLimitService } from '@bulkhead/contracts/rate-limit'

import type { CompletionObject, DirectoryObject, Objects, SessionObject } from './object-protocol.ts'

type Narrowed = 'AI' | 'RAG' | 'RATE_LIMIT' | 'CHAT_SESSIONS' | 'COMPLETIONS' | 'SESSION_DIRECTORIES'

/** What `wrangler types` generated, with the bindings narrowed to what chat calls on them. */
export interface ChatEnv extends Omit<Cloudflare.Env, Narrowed> {
  readonly AI: ModelEnv['AI']
  readonly RAG: RagService
  readonly RATE_LIMIT: RateLimitService
  readonly CHAT_SESSIONS: Objects<SessionObject>
  readonly COMPLETIONS: Objects<CompletionObject>
  readonly SESSION_DIRECTORIES: Objects<DirectoryObject>
  /** A secret; only for the OpenAI-compatible server. */
  readonly OPENAI_API_KEY?: string
  readonly LOG_LEVEL?: string
}
