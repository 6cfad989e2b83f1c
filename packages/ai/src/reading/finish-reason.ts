import { optionalText } from '../json/json.ts'
import type { Usage } from '../model-answer.ts'

interface Ending {
  readonly reported: string | undefined
  readonly hasToolCalls: boolean
  readonly usage: Usage
  readonly maxTokens: number
}

/** Workers AI's own form gives no reason, so it is told from the answer itself. */
export function finishReasonOf({ reported, hasToolCalls, usage, maxTokens }: Ending): string {
  // Ollama stops where it calls, and some models announce calls that never come: agents loop on the reason alone.
  if (hasToolCalls && (reported === undefined || reported === 'stop')) return 'tool_calls'
  if (reported === 'tool_calls' && !hasToolCalls) return 'stop'
  if (reported !== undefined) return reported
  return !usage.estimated && usage.completionTokens >= maxTokens ? 'length' : 'stop'
}

/** Other providers' words, in lower case, for what OpenAI's clients know. */
const REASONS: Readonly<Record<string, string>> = {
  // Anthropic, Bedrock
  refusal: 'content_filter',
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
  // Gemini, Vertex
  stop: 'stop',
  safety: 'content_filter',
  recitation: 'content_filter',
  blocklist: 'content_filter',
  prohibited_content: 'content_filter',
  spii: 'content_filter',
  image_safety: 'content_filter',
  language: 'content_filter',
  // Mistral
  model_length: 'length',
  // Responses, watsonx, Bedrock
  max_output_tokens: 'length',
  token_limit: 'length',
  max_length: 'length',
  // TGI, Together
  eos: 'stop',
  eos_token: 'stop',
  stop_token: 'stop',
  // Cohere
  complete: 'stop',
  tool_call: 'tool_calls',
  // Zhipu
  sensitive: 'content_filter',
  // OpenAI's older form
  function_call: 'tool_calls',
  length: 'length',
  content_filter: 'content_filter',
  tool_calls: 'tool_calls',
}

/** The reason in OpenAI's words; one that nobody knows passes as it is. */
export function readFinishReason(value: unknown): string | undefined {
  const reason = optionalText(value)
  if (reason === undefined || reason === 'null') return undefined
  return REASONS[reason.toLowerCase()] ?? REASONS[wordsIn(reason)[0] ?? ''] ?? reason
}

/** Gemini's front joins two, `content_filter: PROHIBITED_CONTENT`; libraries print the name of an enum, or a dash. */
function wordsIn(reason: string): readonly string[] {
  const words = reason
    .toLowerCase()
    .replaceAll('-', '_')
    .split(/\s*:\s*/)
  return words.map((word) => word.replace(/^(?:finish_?reason[._])/, ''))
}

/** The server gave up in the middle and says so: vLLM, SGLang, DeepSeek, Zhipu, OpenRouter, Gemini. */
const BROKEN = new Set([
  'error',
  'abort',
  'aborted',
  'cancelled',
  'failed',
  'failure',
  'timeout',
  'server_error',
  'internal_error',
  'insufficient_system_resource',
  'network_error',
  'malformed_function_call',
  'malformed_response',
  'unexpected_tool_call',
])

/** Whether the reason is no end but a failure. */
export function isBroken(value: unknown): boolean {
  return typeof value === 'string' && wordsIn(value).some((word) => BROKEN.has(word))
}
