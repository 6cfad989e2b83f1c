import { isRecord, listOf, recordOf, type JsonRecord } from '../json/json.ts'
import type { ModelRequest } from '../model-request.ts'
import { ProviderFailure } from '../refusals/provider-failure.ts'
import { itemsOfMessages } from './items-of-messages.ts'

/** What both APIs call the same. */
const SAME = [
  'temperature',
  'top_p',
  'parallel_tool_calls',
  'user',
  'prompt_cache_key',
  'safety_identifier',
  'service_tier',
] as const

/** What changes an answer and what this API does not know: without it the client would get something else. */
const REFUSED = [
  'stop',
  'logprobs',
  'top_logprobs',
  'logit_bias',
  'presence_penalty',
  'frequency_penalty',
  'audio',
  'functions',
  'function_call',
  'web_search_options',
] as const

/**
 * The body of a request to a model that is asked in the Responses API. Nothing is kept there: what was said before
 * is sent again, thoughts in the form that only their provider can read.
 */
export function writeResponses(
  model: string,
  { request, stream }: { readonly request: ModelRequest; readonly stream: boolean },
): JsonRecord {
  const { messages, maxTokens, parameters, responses } = request
  refuseUnknown(parameters)
  const tools = listOf(parameters['tools']).map(toolOf)
  const reasoning = { ...responses?.reasoning, ...given({ effort: parameters['reasoning_effort'] }) }
  return {
    ...given(Object.fromEntries(SAME.map((name) => [name, parameters[name]]))),
    model,
    input: responses?.input ?? itemsOfMessages(messages),
    store: false,
    include: ['reasoning.encrypted_content'],
    max_output_tokens: maxTokens,
    ...(tools.length === 0 ? {} : { tools, ...given({ tool_choice: choiceOf(parameters['tool_choice']) }) }),
    ...given({ text: textOf(parameters) }),
    ...(Object.keys(reasoning).length === 0 ? {} : { reasoning }),
    ...(stream ? { stream } : {}),
  }
}

/** @throws ProviderFailure `invalid` with the field's name */
function refuseUnknown(parameters: ModelRequest['parameters']): void {
  const param = REFUSED.find((name) => isAsked(parameters[name]))
  if (param !== undefined) throw new ProviderFailure('invalid', { param, reason: `no ${param}` })
}

/** `false`, `0`, and what is empty ask for nothing. */
function isAsked(value: unknown): boolean {
  return Boolean(value) && !(typeof value === 'object' && Object.keys(value ?? {}).length === 0)
}

function toolOf(tool: unknown): JsonRecord {
  const { type, function: called, custom = called, ...rest } = recordOf(tool)
  return isRecord(custom) ? { type, ...custom, ...rest } : { type, ...rest }
}

function choiceOf(choice: unknown): unknown {
  if (!isRecord(choice)) return choice
  return isRecord(choice['function']) ? { type: 'function', name: choice['function']['name'] } : choice
}

function textOf({ response_format: format, verbosity }: ModelRequest['parameters']): JsonRecord | undefined {
  const text = given({ format: isRecord(format) ? formatOf(format) : undefined, verbosity })
  return Object.keys(text).length === 0 ? undefined : text
}

function formatOf({ type, json_schema: described }: JsonRecord): JsonRecord {
  return isRecord(described) ? { type, ...described } : { type }
}

function given(fields: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))
}
