import { openAiCompatible } from './openai-compatible.ts'
import type { Provider } from './provider.ts'
import { workersAi, type AiBinding } from './workers-ai.ts'

/** What a Worker's `Env` must hold to serve models. */
export interface ModelEnv {
  readonly AI: AiBinding
  readonly AI_GATEWAY_ID: string
  readonly ENVIRONMENT: string
  /** Workers that only embed have none. */
  readonly OPENAI_BASE_URL?: string
  readonly OPENAI_MODEL?: string
  readonly OPENAI_API_KEY?: string
}

/**
 * Ids that start with `@cf/` are Workers AI's, all others belong to the OpenAI-compatible server. Locally that server, where one is set,
 * serves every model.
 */
export function chooseProvider(env: ModelEnv, model: string): Provider {
  const baseUrl = env.OPENAI_BASE_URL ?? ''
  const servesAll = env.ENVIRONMENT === 'local' && baseUrl !== ''
  if (model.startsWith('@cf/') && !servesAll) return workersAi(env.AI, env.AI_GATEWAY_ID)
  return openAiCompatible({
    baseUrl,
    apiKey: env.OPENAI_API_KEY,
    model: env.OPENAI_MODEL,
  })
}
