import type { Usage } from '@bulkhead/ai/model-answer'
import type { OutputItem, ResponseObject } from '@bulkhead/contracts/http/responses/response-object'
import type { ResponseTool } from '@bulkhead/contracts/http/responses/response-tools'
import { toolsOf, type ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'

/** What the body of a response is made from before its model answers. */
export interface ResponseHead {
  readonly id: string
  readonly createdMs: number
  readonly model: string
  readonly request: ResponsesRequest
}

/** A response that is under way; the settings that it is made with are repeated, as the API has it. */
export function openBody({ id, createdMs, model, request }: ResponseHead): ResponseObject {
  return {
    id,
    object: 'response',
    created_at: Math.floor(createdMs / 1_000),
    completed_at: null,
    status: 'in_progress',
    background: request.background ?? false,
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: null,
    model,
    output: [],
    ...toolUseOf(request),
    previous_response_id: request.previous_response_id ?? null,
    ...samplingOf(request),
    store: request.store ?? true,
    text: { format: request.text?.format ?? { type: 'text' } },
    usage: null,
    user: request.user ?? null,
    metadata: request.metadata ?? {},
  }
}

function samplingOf({ temperature, top_p, truncation, reasoning }: ResponsesRequest) {
  return {
    frequency_penalty: 0,
    presence_penalty: 0,
    prompt_cache_key: null,
    reasoning: { effort: reasoning?.effort ?? null, summary: reasoning?.summary ?? null },
    safety_identifier: null,
    service_tier: 'default',
    temperature: temperature ?? 1,
    top_logprobs: 0,
    top_p: top_p ?? 1,
    truncation: truncation ?? 'disabled',
  }
}

function toolUseOf(request: ResponsesRequest) {
  const { tool_choice, parallel_tool_calls } = request
  return {
    parallel_tool_calls: parallel_tool_calls ?? true,
    tool_choice: tool_choice ?? 'auto',
    tools: toolsOf(request).map(toolOf),
  }
}

function toolOf(tool: ResponseTool) {
  if (tool.type !== 'function') return tool
  const { description = null, parameters = null, strict = null } = tool
  return { ...tool, description, parameters, strict: strict ?? true }
}

/** How a response ended. */
export interface ResponseEnd {
  readonly model: string
  readonly output: readonly OutputItem[]
  readonly usage: Usage | undefined
  readonly finishReason?: string
  readonly error?: { readonly code: string; readonly message: string }
}

export function endedBody(open: ResponseObject, end: ResponseEnd): ResponseObject {
  const { model, output, usage, finishReason, error } = end
  const isCut = finishReason === 'length' || finishReason === 'content_filter'
  const status = error !== undefined ? 'failed' : isCut ? 'incomplete' : 'completed'
  const reason = finishReason === 'length' ? 'max_output_tokens' : 'content_filter'
  return {
    ...open,
    model,
    output,
    status,
    completed_at: status === 'completed' ? Math.floor(Date.now() / 1_000) : null,
    error: error ?? null,
    incomplete_details: status === 'incomplete' ? { reason } : null,
    usage: usage === undefined ? null : usageOf(usage),
  }
}

function usageOf(usage: Usage) {
  const { promptTokens, completionTokens, cachedTokens = 0, reasoningTokens = 0 } = usage
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: cachedTokens },
    output_tokens: completionTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: promptTokens + completionTokens,
  }
}

/** Whether a client wants to see what the search of the documents found. */
export function hasResults({ include }: ResponsesRequest): boolean {
  return include?.includes('file_search_call.results') ?? false
}
