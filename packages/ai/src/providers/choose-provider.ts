import type { ModelEntry } from '@bulkhead/tenant-schema/models/model-catalogue'

import { openAiCompatible, type OpenAiServer } from './openai-compatible.ts'
import type { Provider } from './provider.ts'
import { workersAi, type AiBinding } from './workers-ai.ts'

/**
 * What a Worker's `Env` must hold to serve models; besides, the secrets and variables that the catalogue
 * names.
 */
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
 * Who serves a model: what the catalogue says of it. Locally the OpenAI-compatible server of
 * `OPENAI_BASE_URL`, where one is set, serves every model. An id that the catalogue lacks is Workers AI's if
 * it starts with `@cf/`, else that server's.
 */
export function chooseProvider(env: ModelEnv, entry: ModelEntry | undefined, model: string): Provider {
  const baseUrl = env.OPENAI_BASE_URL ?? ''
  const isOne = servesAll(env)
  if (!isOne && entry?.provider === 'openai-compatible') return openAiCompatible(serverOf(env, entry))
  if (!isOne && (entry?.provider === 'workers-ai' || model.startsWith('@cf/')))
    return workersAi(env.AI, env.AI_GATEWAY_ID, entry?.upstreamId)
  const unusable = baseUrl === '' ? 'no base URL' : undefined
  return openAiCompatible({ baseUrl, apiKey: env.OPENAI_API_KEY, model: env.OPENAI_MODEL, unusable })
}

/** One local server stands for every model: what the catalogue says of them is not true of it. */
export function servesAll({ ENVIRONMENT, OPENAI_BASE_URL = '' }: ModelEnv): boolean {
  return ENVIRONMENT === 'local' && OPENAI_BASE_URL !== ''
}

type ServerEntry = Extract<ModelEntry, { provider: 'openai-compatible' }>

/**
 * With the key and the address that the environment holds. Fails closed: without a named one the server is
 * not asked.
 */
function serverOf(env: ModelEnv, entry: ServerEntry): OpenAiServer {
  const { baseUrl: given, secret, keyHeader, dialect, upstreamId: model, api } = entry
  const baseUrl = given.startsWith('$') ? valueOf(env, given.slice(1)) : given
  const apiKey = secret === undefined ? undefined : valueOf(env, secret)
  const missing =
    baseUrl === '' ? `variable ${given.slice(1)}` : apiKey === '' ? `secret ${secret}` : undefined
  const unusable = missing === undefined ? undefined : `${missing} is not set`
  return { baseUrl, apiKey, keyHeader, model, dialect, api, unusable }
}

/** A binding whose name only the catalogue knows. */
function valueOf(env: ModelEnv, name: string): string {
  const value: unknown = Reflect.get(env, name)
  return typeof value === 'string' ? value : ''
}
