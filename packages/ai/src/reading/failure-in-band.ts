import { isRecord, listOf, numberOf, recordOf, type JsonRecord } from '../json/json.ts'
import { classifyInBand } from '../refusals/classify-error.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import { isBroken } from './finish-reason.ts'
import { isOfResponses, responseIn } from './read-responses.ts'

/** What makes a message a part of an answer. */
const ANSWERS = ['choices', 'response', 'tool_calls', 'usage']
/** Chunks that hold nothing but what a server says of itself. */
const CHUNKS = new Set(['chat.completion', 'chat.completion.chunk', 'text_completion'])

/** The failure that a message is, whatever its form: what is named an error, or is neither an answer nor a ping. */
export function failureIn(body: JsonRecord, event: string): ProviderFailure | undefined {
  if (isOfResponses(body)) return failedResponse(responseIn(body))
  if (event === 'error' || isNamedError(body)) return classifyInBand(body)
  if (isBlocked(body)) return new ProviderFailure('content')
  const choice = recordOf(listOf(body['choices'])[0])
  if (isBroken(choice['finish_reason']) || isError(choice['error'])) return classifyInBand(choice)
  const { error } = recordOf(choice['delta'] ?? choice['message'])
  if (isError(error)) return classifyInBand({ error })
  // Groq's errors in the middle of a stream.
  if (isError(recordOf(body['x_groq'])['error'])) return classifyInBand(body['x_groq'])
  return isAnswer(body) ? undefined : unknownForm(body)
}

/** Every event of a response that has not failed is part of an answer. */
function failedResponse({ status, error }: JsonRecord): ProviderFailure | undefined {
  return status === 'failed' || status === 'cancelled' || isError(error)
    ? classifyInBand({ error })
    : undefined
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
  return body['success'] === false || hasOwnStatus(body) || (isRecord(body['error']) && !isAnswer(body))
}

/** MiniMax and Baidu say with a number of their own, beside an answer too, whether it is one. */
function hasOwnStatus(body: JsonRecord): boolean {
  const status = numberOf(recordOf(body['base_resp'])['status_code']) ?? numberOf(body['error_code'])
  return status !== undefined && status !== 0
}

/** Gemini answers a prompt that it will not read with a reason and no choice. */
function isBlocked(body: JsonRecord): boolean {
  const { blockReason, block_reason: reason } = recordOf(body['promptFeedback'] ?? body['prompt_feedback'])
  return listOf(body['choices']).length === 0 && (blockReason ?? reason) != null
}

/** Some servers write `error: null`, `""` or `{}` when there is none. */
function isError(error: unknown): boolean {
  if (isRecord(error)) return Object.keys(error).length > 0
  return typeof error === 'string' ? error !== '' : error === true || Array.isArray(error)
}

function isAnswer(body: JsonRecord): boolean {
  if (ANSWERS.some((name) => isRecord(body[name]) || Array.isArray(body[name]))) return true
  const message = recordOf(body['message'])
  if ('content' in message || 'role' in message) return true
  return 'response' in body || CHUNKS.has(String(body['object']))
}
