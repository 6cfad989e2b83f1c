import type { ModelRequest } from '@bulkhead/ai/model-request'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'
import { itemsOf, type InputItem } from '@bulkhead/contracts/http/responses/response-input'
import type { ResponseTool, ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'

import { consult, type Consulted, type Question } from '../answers/consult.ts'
import type { AnswerPlan } from '../answers/plan-answer.ts'
import { GROUNDING, groundedQuestion } from '../answers/prompt.ts'
import { modelsFor } from '../generation/models.ts'
import { tenantUnderFlags } from '../generation/tenant-under-flags.ts'
import { rewriteQuestion } from '../rewriting/rewrite-question.ts'
import type { Run } from '../run.ts'
import { documentQuestion } from './file-search.ts'
import { exchangesIn, messagesOf, questionIn } from './response-messages.ts'

/** The model call of a response; `earlier` is what the responses before it said and heard. */
export async function planResponse(
  run: Run,
  tenant: ChatTenant,
  request: ResponsesRequest,
  earlier: readonly InputItem[],
): Promise<AnswerPlan> {
  const models = modelsFor(await tenantUnderFlags(run, tenant), request.model)
  const items = [...earlier, ...itemsOf(request.input)]
  const question = documentQuestion(request, questionIn(items))
  const { query, notice, warnings, consulted } = await consulting(run, tenant, { items, models, question })
  const { maxOutputTokens, timeouts } = tenant.chat
  const maxTokens = Math.min(request.max_output_tokens ?? maxOutputTokens, maxOutputTokens)
  const messages = [
    ...systemMessage(tenant, request, consulted),
    ...grounded(messagesOf(items), question?.text, consulted),
  ]
  return {
    call: {
      ctx: run.ctx,
      models,
      timeouts,
      request: { messages, maxTokens, parameters: parametersOf(request) },
    },
    sources: consulted?.sources,
    embedded: consulted?.embedded ?? null,
    warnings,
    query,
    notice,
  }
}

/** The documents are asked what the question means in its conversation. */
async function consulting(
  run: Run,
  tenant: ChatTenant,
  asked: {
    readonly items: readonly InputItem[]
    readonly models: readonly string[]
    readonly question: Question | undefined
  },
) {
  const { items, models, question } = asked
  if (question === undefined) return { warnings: [] }
  const followUp = { question: question.text, exchanges: exchangesIn(items), models }
  const { query = question.text, notice, warnings } = await rewriteQuestion(run, tenant, followUp)
  const consulted = await consult(run, tenant, { ...question, text: query })
  return { query, notice, warnings: [...warnings, ...consulted.warnings], consulted }
}

/** One system message: many chat templates accept no second one. */
function systemMessage(
  { chat }: ChatTenant,
  { instructions }: ResponsesRequest,
  consulted: Consulted | undefined,
): ChatMessage[] {
  const parts = [chat.systemPrompt, instructions, consulted?.isGrounded === true ? GROUNDING : undefined]
  const content = parts.filter((part) => part != null && part !== '').join('\n\n')
  return content === '' ? [] : [{ role: 'system', content }]
}

/** The question with its sources takes the place of the question. */
function grounded(
  messages: readonly ChatMessage[],
  question: string | undefined,
  consulted: Consulted | undefined,
): readonly ChatMessage[] {
  if (question === undefined || consulted?.isGrounded !== true) return messages
  return [...messages.slice(0, -1), { role: 'user', content: groundedQuestion(consulted.sources, question) }]
}

function parametersOf(request: ResponsesRequest): ModelRequest['parameters'] {
  const tools = (request.tools ?? []).filter((tool) => tool.type === 'function')
  const parameters: Record<string, unknown> = {
    temperature: request.temperature,
    top_p: request.top_p,
    tools: tools.length === 0 ? undefined : tools.map(chatTool),
    tool_choice: tools.length === 0 ? undefined : toolChoiceOf(request.tool_choice),
    parallel_tool_calls: tools.length === 0 ? undefined : request.parallel_tool_calls,
    response_format: responseFormatOf(request.text?.format),
    reasoning_effort: request.reasoning?.effort,
    user: request.user,
  }
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value != null))
}

function chatTool({ type, ...tool }: Extract<ResponseTool, { type: 'function' }>) {
  const { name, description, parameters, strict } = tool
  const given = Object.entries({ description, parameters, strict }).filter(([, value]) => value != null)
  return { type, function: { name, ...Object.fromEntries(given) } }
}

/** A tool that is chosen by name; other choices mean the same in both APIs, and hosted tools run anyway. */
function toolChoiceOf(choice: ResponsesRequest['tool_choice']): unknown {
  if (choice == null || typeof choice === 'string') return choice
  return choice.type === 'function' ? { type: 'function', function: { name: choice['name'] } } : 'auto'
}

function responseFormatOf(format: NonNullable<ResponsesRequest['text']>['format']): unknown {
  if (format == null || format.type === 'text') return undefined
  if (format.type === 'json_object') return { type: 'json_object' }
  const { name, schema, strict } = format
  return { type: 'json_schema', json_schema: { name, schema, ...(strict == null ? {} : { strict }) } }
}
