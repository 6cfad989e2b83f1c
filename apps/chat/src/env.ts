import type { ModelEnv } from '@bulkhead/ai/providers/choose-provider'
import type { RagService } from '@bulkhead/contracts/rag'
import type { RateLimitService } from '@bulkhead/contracts/rate-limit'

/** What `wrangler types` generated, with the bindings narrowed to what chat calls on them. */
export interface ChatEnv extends Omit<Cloudflare.Env, 'AI' | 'RAG' | 'RATE_LIMIT'> {
  readonly AI: ModelEnv['AI']
  readonly RAG: RagService
  readonly RATE_LIMIT: RateLimitService
  /** A secret; only for the OpenAI-compatible server. */
  readonly OPENAI_API_KEY?: string
  readonly LOG_LEVEL?: string
}
