import { isRecord, listOf, recordOf, type JsonRecord } from '../json/json.ts'
import { classifyInBand } from '../refusals/classify-error.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import { isBroken } from './finish-reason.ts'

/** How servers say that they still live: OpenAI-compatible ones, Anthropic's, and an object with nothing in it. */
const PINGS = new Set(['ping', 'heartbeat', 'keepalive', 'keep-alive', 'keep_alive'])
/** What makes a message a part of an answer. */
const ANSWERS = ['choices', 'response', 'tool_calls', 'usage', 'message']
/** Chunks that hold nothing but what a server says of itself. */
const CHUNKS = new Set(['chat.completion', 'chat.completion.chunk', 'text_completion'])

export function isPing(body: unknown, event: string): boolean {
  if (event === 'error') return false
  if (body === null || PINGS.has(event)) return true
  if (!isRecord(body)) return false
  if (Object.keys(body).length === 0) return true
  return [body['type'], body['object'], body['event']].some((word) => PINGS.has(String(word)))
}

/** The failure that a message is, whatever its form: what is named an error, or is neither an answer nor a ping. */
export function failureIn(body: JsonRecord, event: string): ProviderFailure | undefined {
  if (event === 'error' || isNamedError(body)) return classifyInBand(body)
  const choice = recordOf(listOf(body['choices'])[0])
  if (isBroken(choice['finish_reason']) || isError(choice['error'])) return classifyInBand(choice)
  // Groq's errors in the middle of a stream.
  if (isError(recordOf(body['x_groq'])['error'])) return classifyInBand(body['x_groq'])
  return isAnswer(body) ? undefined : unknownForm(body)
}

/** It may be an error that nobody names so: then its words or its status tell. */
function unknownForm(body: JsonRecord): ProviderFailure {
  const failure = classifyInBand(body)
  const isTold = failure.status !== undefined || failure.kind !== 'transient'
  return isTold ? failure : new ProviderFailure('malformed')
}

function isNamedError(body: JsonRecord): boolean {
  if (isError(body['error'])) return true
  if (body['object'] === 'error' || body['type'] === 'error') return true
  return body['success'] === false || (isRecord(body['error']) && !isAnswer(body))
}

/** Some servers write `error: null`, `""` or `{}` when there is none. */
function isError(error: unknown): boolean {
  if (isRecord(error)) return Object.keys(error).length > 0
  return typeof error === 'string' ? error !== '' : error === true || Array.isArray(error)
}

function isAnswer(body: JsonRecord): boolean {
  if (ANSWERS.some((name) => isRecord(body[name]) || Array.isArray(body[name]))) return true
  return 'response' in body || CHUNKS.has(String(body['object']))
}
