import { dialectOfHost, type Dialect } from '../dialects/dialect.ts'
import { lessonOf } from '../dialects/learn.ts'
import { writeRequest } from '../dialects/write-request.ts'
import { parseJson } from '../json/json.ts'
import type { ModelRequest } from '../model-request.ts'
import { DeltaReader } from '../reading/delta-reader.ts'
import { classifyReply, retryAfterOf } from '../refusals/classify-error.ts'
import { classifyUnreachable } from '../refusals/classify-unreachable.ts'
import { clientsPath } from '../refusals/clients-path.ts'
import { describeBody } from '../refusals/describe-error.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import { writeResponses } from '../responses/write-responses.ts'
import type { AnswerAsk, EmbedAsk, Provider, RerankAsk } from './provider.ts'
import { readEmbeddings } from './read-embeddings.ts'
import { readRanking } from './read-ranking.ts'

export interface OpenAiServer {
  /** Up to and including `/v1`. */
  readonly baseUrl: string
  readonly apiKey?: string | undefined
  readonly keyHeader?: 'authorization' | 'api-key'
  /** Sent upstream instead of the tenant's model id. */
  readonly model?: string | undefined
  /** What the model is asked in; left out: chat completions. */
  readonly api?: 'chat-completions' | 'responses' | undefined
  /** Where the model differs from what its host usually understands. */
  readonly dialect?: Partial<Dialect> | undefined
  /** Why it cannot be asked at all: a mistake of the deployment. */
  readonly unusable?: string | undefined
}

/** A request is refused for its form at most once for each thing that a dialect can say. */
const LESSONS_MAX = 4
/** So much of an error is read: what it is about stands at its beginning. */
const ERROR_MAX_CHARS = 64 * 1_024
/** A body of so many bytes, which the server has to name, is read in one step: each step of a stream costs. */
const READ_AT_ONCE_MAX_BYTES = 1_048_576
const LEARNT_FROM = new Set([400, 404, 422, 500, 501])

/** Any server that speaks OpenAI's API: Ollama, vLLM, OpenAI. */
export function openAiCompatible(server: OpenAiServer): Provider {
  return {
    name: 'openai-compatible',
    host: hostOf(server),
    async answer(ask: AnswerAsk) {
      const response = await (server.api === 'responses' ? askForResponse : askAsUnderstood)(server, ask)
      if (response.body === null) throw new ProviderFailure('empty', { status: response.status })
      const { startMs, limits } = ask
      return isReadAtOnce(response)
        ? DeltaReader.ofText(await response.text(), startMs, limits)
        : new DeltaReader(response.body, startMs, limits)
    },
    async embed({ model, texts, signal }: EmbedAsk) {
      const body = { model: upstreamId(server, model), input: texts, encoding_format: 'float' }
      const response = await post(server, '/embeddings', body, signal)
      if (!response.ok) throw (await refusalOf(response, body, asInput)).failure
      return readEmbeddings(parseJson(await response.text()), texts.length)
    },
    /** In the form of Cohere and Jina, which vLLM and its like serve beside OpenAI's API. */
    async rerank({ model, query, documents, signal }: RerankAsk) {
      const body = { model: upstreamId(server, model), query, documents, top_n: documents.length }
      const response = await post(server, '/rerank', body, signal)
      if (!response.ok) throw (await refusalOf(response, body)).failure
      return readRanking(parseJson(await response.text()), documents.length)
    },
  }
}

async function askForResponse(server: OpenAiServer, ask: AnswerAsk): Promise<Response> {
  const body = writeResponses(upstreamId(server, ask.model), ask)
  const response = await post(server, '/responses', body, ask.signal)
  if (!response.ok) throw (await refusalOf(response, body)).failure
  return response
}

/**
 * Asks in the model's dialect. What a refusal teaches is tried at once, and remembered once the server has
 * understood.
 */
async function askAsUnderstood(
  server: OpenAiServer,
  ask: AnswerAsk,
  lessons: Partial<Dialect> = {},
): Promise<Response> {
  const { speech, request, stream } = ask
  const given = { ...dialectOfHost(hostOf(server)), ...server.dialect }
  const dialect = { ...speech.dialectOf(given), ...lessons }
  const body = writeRequest(dialect, upstreamId(server, ask.model), ask)
  const response = await post(server, '/chat/completions', body, ask.signal)
  if (response.ok) {
    const heard = { ...lessons, ...lessonOfReply(response, dialect, stream) }
    if (Object.keys(heard).length > 0) speech.learn(heard)
    return response
  }
  const refusal = await refusalOf(response, body, (path) => pathOfClient(path, request, dialect))
  const isForm = LEARNT_FROM.has(response.status) && Object.keys(lessons).length < LESSONS_MAX
  const described = describeBody(refusal.body)
  const lesson = isForm ? lessonOf({ dialect, request, stream, described }) : undefined
  if (lesson === undefined) throw refusal.failure
  return askAsUnderstood(server, ask, { ...lessons, ...lesson })
}

/** Of one that is compressed the length says nothing. */
function isReadAtOnce({ headers }: Response): boolean {
  const length = headers.get('content-length')
  return length !== null && Number(length) <= READ_AT_ONCE_MAX_BYTES && !headers.has('content-encoding')
}

/** It streams though nobody asked for that. */
function lessonOfReply({ headers }: Response, { plainStream }: Dialect, stream: boolean): Partial<Dialect> {
  const isStream = /event-stream/.test(headers.get('content-type') ?? '')
  return !stream && isStream && plainStream === 'omit' ? { plainStream: 'false' } : {}
}

/** Redirects are not followed: the key would go along. */
async function post(
  server: OpenAiServer,
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<Response> {
  if (server.unusable !== undefined) throw new ProviderFailure('rejected', { reason: server.unusable })
  try {
    return await fetch(urlOf(server, path), {
      method: 'POST',
      headers: headersOf(server),
      body: JSON.stringify(body),
      redirect: 'manual',
      signal,
    })
  } catch (thrown) {
    throw classifyUnreachable(thrown)
  }
}

/** A query stays behind the path: Azure's older API versions are named in one. */
function urlOf({ baseUrl }: OpenAiServer, path: string): string {
  const [base = '', query] = baseUrl.split('?', 2)
  return `${base.replace(/\/+$/, '')}${path}${query === undefined ? '' : `?${query}`}`
}

function headersOf({ apiKey, keyHeader }: OpenAiServer): Record<string, string> {
  const headers = { 'content-type': 'application/json' }
  if (apiKey === undefined || apiKey === '') return headers
  return keyHeader === 'api-key'
    ? { ...headers, 'api-key': apiKey }
    : { ...headers, authorization: `Bearer ${apiKey}` }
}

/** In embeddings `input` is no other name of the messages. */
function asInput(path: string): string {
  return path.replace(/^messages/, 'input')
}

/** Dialects that know few system messages move them all. */
function pathOfClient(path: string, { ownMessages = 0 }: ModelRequest, { systemMessages }: Dialect): string {
  return clientsPath(path, ownMessages, systemMessages !== 'many')
}

async function refusalOf(response: Response, sent: object, asClients = (path: string) => path) {
  const { status, headers } = response
  const isRedirect = status >= 300 && status < 400
  const body = isRedirect ? '' : (await response.text()).slice(0, ERROR_MAX_CHARS)
  const retryAfterMs = retryAfterOf(headers, Date.now())
  const fields = new Set(Object.keys(sent))
  const failure = isRedirect
    ? new ProviderFailure('rejected', { status, reason: 'redirect' })
    : classifyReply({ status, body, retryAfterMs, fields, asClients })
  return { body, failure }
}

function upstreamId({ model }: OpenAiServer, asked: string): string {
  return model === undefined || model === '' ? asked : model
}

/** Of every address that the deployment names. */
const hosts = new Map<string, string>()

/** Without credentials that may stand in the address. */
function hostOf({ baseUrl }: OpenAiServer): string {
  const host = hosts.get(baseUrl) ?? URL.parse(baseUrl)?.host ?? ''
  hosts.set(baseUrl, host)
  return host
}
