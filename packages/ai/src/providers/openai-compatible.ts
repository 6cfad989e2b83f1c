import { ProviderFailure } from '../provider-failure.ts'
import { classifyReply, retryAfterOf } from '../refusals/classify-error.ts'
import type { Provider, ProviderRequest } from './provider.ts'

export interface OpenAiServer {
  /** Up to and including `/v1`. */
  readonly baseUrl: string
  readonly apiKey?: string | undefined
  /** Sent upstream instead of the tenant's model id. */
  readonly model?: string | undefined
}

/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, OpenAI. */
export function openAiCompatible(server: OpenAiServer): Provider {
  return {
    name: 'openai-compatible',
    async send(request: ProviderRequest) {
      // Without an address no model of this kind can be served: the deployment's mistake, not an outage.
      if (server.baseUrl === '') throw new ProviderFailure('rejected')
      const response = await fetch(`${server.baseUrl.replace(/\/+$/, '')}/chat/completions`, {
        method: 'POST',
        headers: headersOf(server),
        body: JSON.stringify(bodyOf(server, request)),
        signal: request.signal,
      })
      if (!response.ok) {
        const retryAfterMs = retryAfterOf(response.headers, Date.now())
        throw classifyReply(response.status, await response.text(), retryAfterMs)
      }
      return request.stream ? eventsOf(response) : await jsonOf(response)
    },
  }
}

function headersOf(server: OpenAiServer): Record<string, string> {
  const headers = { 'content-type': 'application/json' }
  return server.apiKey === undefined || server.apiKey === ''
    ? headers
    : { ...headers, authorization: `Bearer ${server.apiKey}` }
}

function bodyOf(server: OpenAiServer, { model, request, stream }: ProviderRequest): object {
  // OpenAI's newer models refuse max_tokens; most other servers know nothing else.
  const limit = server.baseUrl.includes('//api.openai.com/') ? 'max_completion_tokens' : 'max_tokens'
  return {
    model: server.model === undefined || server.model === '' ? model : server.model,
    messages: request.messages,
    [limit]: request.maxTokens,
    ...request.parameters,
    ...(stream ? { stream, stream_options: { include_usage: true } } : {}),
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new ProviderFailure('malformed', { status: response.status })
  }
}

function eventsOf(response: Response): ReadableStream<Uint8Array> {
  if (response.body === null) throw new ProviderFailure('empty', { status: response.status })
  return response.body
}
