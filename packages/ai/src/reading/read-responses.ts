import { fieldsBesides, isRecord, listOf, optionalText, recordOf, type JsonRecord } from '../json/json.ts'
import type { Thought } from '../model-answer.ts'
import type { Said } from './said.ts'

/** Whether a message is of the Responses API: one of its typed events, or a whole response. */
export function isOfResponses(body: JsonRecord): boolean {
  return body['object'] === 'response' || String(body['type']).startsWith('response.')
}

/** The response that an event is about, or that the message is. */
export function responseIn(body: JsonRecord): JsonRecord {
  return body['object'] === 'response' ? body : recordOf(body['response'])
}

const NOTHING: Said = {
  text: '',
  refusal: '',
  reasoning: '',
  toolCalls: [],
  finishReason: undefined,
  isWhole: false,
  extra: {},
}

/** What one event adds. The last one has all of it once more, for servers that send nothing before. */
export function readResponses(body: JsonRecord): Said {
  if (body['object'] === 'response') return readWhole(body)
  const delta = optionalText(body['delta']) ?? ''
  switch (body['type']) {
    case 'response.output_text.delta':
      return { ...NOTHING, text: delta }
    case 'response.refusal.delta':
      return { ...NOTHING, refusal: delta }
    case 'response.reasoning_text.delta':
      return thinking(delta, { isSummary: false })
    case 'response.reasoning_summary_text.delta':
      return thinking(delta, { isSummary: true })
    case 'response.output_item.added':
      return startedItem(body)
    case 'response.function_call_arguments.delta':
      return { ...NOTHING, toolCalls: [{ index: body['output_index'], function: { arguments: delta } }] }
    case 'response.output_item.done':
      return endedItem(recordOf(body['item']))
    case 'response.completed':
    case 'response.incomplete':
      return readWhole(recordOf(body['response']))
    default:
      return NOTHING
  }
}

function thinking(reasoning: string, thought: Thought): Said {
  // Where clients of chat completions look for it.
  return { ...NOTHING, reasoning, thought, extra: { message: { reasoning_content: reasoning } } }
}

function startedItem(body: JsonRecord): Said {
  const item = recordOf(body['item'])
  return item['type'] === 'function_call'
    ? { ...NOTHING, toolCalls: [{ ...callOf(item, ''), index: body['output_index'] }] }
    : NOTHING
}

/** Thoughts are whole now, with what only their provider can read. */
function endedItem(item: JsonRecord): Said {
  return item['type'] === 'reasoning' ? { ...NOTHING, thought: thoughtOf([item]) } : NOTHING
}

function thoughtOf(items: readonly JsonRecord[]): Thought {
  return { isSummary: items.some(({ summary }) => listOf(summary).length > 0), items: items.map(asKept) }
}

const KEPT_BY_PROVIDER: ReadonlySet<string> = new Set(['id', 'status'])

/** Nothing is kept at the provider, so its ids name nothing. */
function asKept(item: JsonRecord): JsonRecord {
  return fieldsBesides(item, KEPT_BY_PROVIDER) ?? {}
}

function readWhole(response: JsonRecord): Said {
  const items = listOf(response['output']).filter(isRecord)
  const parts = items.flatMap(({ type, content }) =>
    type === 'message' ? listOf(content).filter(isRecord) : [],
  )
  const joined = (type: string, field: string) =>
    parts.map((part) => (part['type'] === type ? (optionalText(part[field]) ?? '') : '')).join('')
  const calls = items.filter(({ type }) => type === 'function_call')
  const thoughts = items.filter(({ type }) => type === 'reasoning')
  const reasoning = thoughts.map(textOfThought).join('\n\n')
  return {
    text: joined('output_text', 'text'),
    refusal: joined('refusal', 'refusal'),
    reasoning,
    toolCalls: calls.map((call) => callOf(call, optionalText(call['arguments']) ?? '')),
    finishReason: finishOf(response, calls.length > 0),
    isWhole: true,
    ...(thoughts.length === 0 ? {} : { thought: thoughtOf(thoughts) }),
    extra: reasoning === '' ? {} : { message: { reasoning_content: reasoning } },
  }
}

function callOf({ call_id: id, name }: JsonRecord, text: string): JsonRecord {
  return { id, type: 'function', function: { name, arguments: text } }
}

function textOfThought({ summary, content }: JsonRecord): string {
  const parts = [...listOf(summary), ...listOf(content)]
  return parts.map((part) => optionalText(recordOf(part)['text']) ?? '').join('\n\n')
}

function finishOf({ incomplete_details: details, status }: JsonRecord, hasCalls: boolean): string {
  const reason = recordOf(details)['reason']
  if (reason === 'content_filter') return 'content_filter'
  if (status === 'incomplete' || reason === 'max_output_tokens') return 'length'
  return hasCalls ? 'tool_calls' : 'stop'
}
