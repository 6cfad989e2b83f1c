import { fieldsBesides, isRecord, listOf, optionalText, recordOf, type JsonRecord } from '../json/json.ts'
import type { Extra } from '../model-answer.ts'
import { readFinishReason } from './finish-reason.ts'
import { readContent, reasoningIn } from './read-content.ts'
import { isOfResponses, readResponses } from './read-responses.ts'
import type { Said } from './said.ts'

const BODY_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'error',
  // Padding against guesses by length.
  'obfuscation',
])
const CHOICE_FIELDS: ReadonlySet<string> = new Set([
  'index',
  'delta',
  'message',
  'text',
  'finish_reason',
  // Moonshot's place for it.
  'usage',
])
const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  'role',
  'content',
  'refusal',
  'tool_calls',
  'function_call',
])

/**
 * A message of a provider, in OpenAI's forms (`choices`, events of a response), Workers AI's own (`response`) or
 * Ollama's (`message`).
 */
export function readFrame(body: JsonRecord): Said {
  if (isOfResponses(body)) return readResponses(body)
  if (Array.isArray(body['choices'])) return readChoice(body, body['choices'])
  if (isRecord(body['message'])) return readOllama(body, body['message'])
  return readOwnForm(body)
}

function readChoice(body: JsonRecord, choices: readonly unknown[]): Said {
  const choice = recordOf(choices.find((each) => recordOf(each)['index'] === 0) ?? choices[0])
  const isDelta = isRecord(choice['delta'])
  const message = isDelta ? recordOf(choice['delta']) : messageOf(choice)
  const { refusal, reasoning, text, calls, extra } = readMessage(message)
  return {
    text,
    refusal,
    reasoning,
    toolCalls: calls.length === 0 ? toolCallsIn(message) : calls,
    finishReason: readFinishReason(choice['finish_reason'] ?? choice['finishReason']),
    isWhole: isDelta ? false : isRecord(choice['message']) || undefined,
    extra: withFields(extra, choice, body),
  }
}

/** Servers of the older completions say `text`. */
function messageOf(choice: JsonRecord): JsonRecord {
  return isRecord(choice['message']) ? choice['message'] : { content: choice['text'] }
}

function readMessage(message: JsonRecord) {
  const content = readContent(message['content'])
  const fields = fieldsBesides(message, MESSAGE_FIELDS)
  const given = reasoningIn(message)
  // Thoughts that came as parts go on as the field in which clients look for them.
  const thought = given === '' && content.reasoning !== '' ? { reasoning_content: content.reasoning } : {}
  const others = content.others.length === 0 ? {} : { content_parts: content.others }
  return {
    text: content.text,
    refusal: (optionalText(message['refusal']) ?? '') + content.refusal,
    reasoning: given === '' ? content.reasoning : given,
    calls: content.calls,
    extra: { ...fields, ...thought, ...others },
  }
}

/** The older form has one call, without an id. */
function toolCallsIn(message: JsonRecord): readonly unknown[] {
  const { tool_calls: calls, function_call: call } = message
  const list = isRecord(calls) ? [calls] : listOf(calls)
  return isRecord(call) && list.length === 0 ? [{ function: call }] : list
}

function withFields(message: JsonRecord, choice: JsonRecord, body: JsonRecord): Extra {
  const ofChoice = fieldsBesides(choice, CHOICE_FIELDS)
  const ofBody = fieldsBesides(body, BODY_FIELDS)
  return {
    ...(Object.keys(message).length === 0 ? {} : { message }),
    ...(ofChoice === undefined ? {} : { choice: ofChoice }),
    ...(ofBody === undefined ? {} : { body: ofBody }),
  }
}

/** Ollama's own form; its fields mean nothing to OpenAI's clients. */
function readOllama(body: JsonRecord, message: JsonRecord): Said {
  const { text, refusal, reasoning } = readMessage(message)
  const isDone = body['done'] === true
  return {
    text,
    refusal,
    reasoning,
    toolCalls: toolCallsIn(message),
    finishReason: isDone ? (readFinishReason(body['done_reason']) ?? 'stop') : undefined,
    isWhole: body['done'] === false ? false : undefined,
    extra: reasoning === '' ? {} : { message: { reasoning_content: reasoning } },
  }
}

/** Workers AI's own form. Not every model gives a reason in it; a stand-in says in `notice` what it is. */
function readOwnForm(body: JsonRecord): Said {
  const reasoning = reasoningIn(body)
  const notice = optionalText(body['notice'])
  return {
    text: readContent(body['response']).text,
    refusal: '',
    reasoning,
    toolCalls: toolCallsIn(body),
    finishReason: readFinishReason(body['finish_reason']),
    isWhole: undefined,
    extra: {
      ...(reasoning === '' ? {} : { message: { reasoning_content: reasoning } }),
      ...(notice === undefined ? {} : { body: { notice } }),
    },
  }
}
