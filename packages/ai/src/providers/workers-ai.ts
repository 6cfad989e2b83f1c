import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'

import type { Asker } from '../asker.ts'
import { listOf, recordOf } from '../json/json.ts'
import { messageText, type ModelRequest } from '../model-request.ts'
import { DeltaReader } from '../reading/delta-reader.ts'
import { classifyThrown } from '../refusals/classify-error.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import type { AnswerAsk, EmbedAsk, Provider, RerankAsk } from './provider.ts'
import { readEmbeddings } from './read-embeddings.ts'
import { readRanking } from './read-ranking.ts'

/** The part of the `AI` binding that is used here; `LocalAi` has the same shape. */
export interface AiBinding {
  run(model: string, inputs: unknown, options?: object): Promise<unknown>
}

/** What its models take; another field may be refused. */
const PARAMETERS = [
  'temperature',
  'top_p',
  'presence_penalty',
  'frequency_penalty',
  'stop',
  'seed',
  'tools',
  'tool_choice',
  'response_format',
] as const

/**
 * What changes the answer and what its models know nothing of: without it the client would get something else
 * than it asked for.
 */
const REFUSED = [
  'logprobs',
  'top_logprobs',
  'logit_bias',
  'audio',
  'functions',
  'function_call',
  'web_search_options',
] as const

/**
 * `env.AI.run`, through the AI Gateway if there is one. Its own retries are off: ours would multiply with
 * them.
 *
 * The signal stays here: over a service binding (the local stand-in) workerd counts one that never fires as a
 * hung request. Cancelling the stream stops a streamed answer; a plain one that nobody waits for runs to its
 * end.
 */
export function workersAi(ai: AiBinding, gatewayId: string, upstreamId?: string): Provider {
  const run = async (model: string, inputs: object, ctx: Asker, more: object = {}) => {
    try {
      return await ai.run(upstreamId ?? model, inputs, { ...gatewayOptions(gatewayId, ctx), ...more })
    } catch (thrown) {
      throw classifyThrown(thrown, new Set(Object.keys(inputs)))
    }
  }
  return {
    name: 'workers-ai',
    host: 'workers-ai',
    async answer({ ctx, model, request, stream, hasFallback, startMs, limits }: AnswerAsk) {
      refuseUnsupported(request.parameters)
      // Without it a request waits in a queue for room, though another model could begin at once.
      const options = hasFallback ? { rejectIfBusy: true } : {}
      const body = await run(model, inputsOf(request, stream), ctx, options)
      return body instanceof ReadableStream
        ? new DeltaReader(body, startMs, limits)
        : DeltaReader.ofBody(body, startMs, limits)
    },
    async embed({ ctx, model, texts }: EmbedAsk) {
      const isText = texts.every((text) => typeof text === 'string')
      if (!isText) throw new ProviderFailure('invalid', { param: 'input', lacks: 'token ids' })
      return readEmbeddings(await run(model, { text: texts }, ctx), texts.length)
    },
    async rerank({ ctx, model, query, documents }: RerankAsk) {
      const inputs = { query, contexts: documents.map((text) => ({ text })), top_k: documents.length }
      return readRanking(await run(model, inputs, ctx), documents.length)
    },
  }
}

/** One gateway for all: tenants are told apart by metadata, since an account has only a few. */
function gatewayOptions(id: string, { tenantId, requestId }: Asker): object {
  if (id === '') return {}
  return { gateway: { id, metadata: { tenantId, requestId }, retries: { maxAttempts: 1 } } }
}

/** @throws ProviderFailure `invalid` with the field's name */
function refuseUnsupported(parameters: ModelRequest['parameters']): void {
  const param = REFUSED.find((name) => isAsked(parameters[name]))
  if (param !== undefined) throw new ProviderFailure('invalid', { param, reason: `no ${param}` })
  const isForeign = listOf(parameters['tools']).some((tool) => recordOf(tool)['type'] !== 'function')
  if (isForeign) throw new ProviderFailure('invalid', { param: 'tools', lacks: 'tools besides functions' })
}

/** `false`, `0` and an empty object ask for nothing. */
function isAsked(value: unknown): boolean {
  return Boolean(value) && !(typeof value === 'object' && Object.keys(value ?? {}).length === 0)
}

function inputsOf({ messages, maxTokens, parameters }: ModelRequest, stream: boolean): object {
  const known: Record<string, unknown> = {}
  for (const name of PARAMETERS) if (parameters[name] !== undefined) known[name] = parameters[name]
  return { ...known, messages: messages.map(flatten), max_tokens: maxTokens, ...(stream ? { stream } : {}) }
}

/** Most models take text alone and no role `developer`; what a message holds besides, they do not know. */
function flatten({ role: given, content: parts, name, tool_calls, tool_call_id, refusal }: ChatMessage) {
  const isAllText = Array.isArray(parts) && parts.every((part) => part.text !== undefined)
  const content = isAllText ? messageText({ role: given, content: parts }) : (parts ?? refusal)
  return {
    role: given === 'developer' ? 'system' : given,
    ...(content === undefined ? {} : { content }),
    ...(name == null ? {} : { name }),
    ...(tool_calls == null ? {} : { tool_calls }),
    ...(tool_call_id == null ? {} : { tool_call_id }),
  }
}
