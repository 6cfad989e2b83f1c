import type { ModelRequest } from '@bulkhead/ai/model-request'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'
import { itemsOf, type InputItem } from '@bulkhead/contracts/http/responses/response-input'
import { fileSearchOf, type ResponsesRequest } from '@bulkhead/contracts/http/responses/responses-request'

import { consultInContext } from '../answers/consult-in-context.ts'
import type { Consulted } from '../answers/consult.ts'
import type { AnswerPlan } from '../answers/plan-answer.ts'
import { GROUNDING } from '../answers/prompt.ts'
import { contextTokensOf, modelsFor } from '../generation/models.ts'
import { tenantUnderFlags } from '../generation/tenant-under-flags.ts'
import { SOURCES_BUDGET_TOKENS, SYSTEM_BUDGET_TOKENS } from '../limits.ts'
import type { Run } from '../run.ts'
import { documentQuestion } from './file-search.ts'
import { fitItems } from './fit-items.ts'
import { groundedItems } from './grounded-items.ts'
import { passedForm } from './passed-items.ts'
import { exchangesIn, messagesOf, questionIn } from './response-messages.ts'
import { ClientTools } from './tools/client-tools.ts'
import { functionOf, offered } from './tools/offered.ts'
import { plainItems } from './tools/plain-items.ts'

/** The model call of a response; `earlier` is what the responses before it said and heard. */
export async function planResponse(
  run: Run,
  tenant: ChatTenant,
  request: ResponsesRequest,
  earlier: readonly InputItem[],
): Promise<AnswerPlan> {
  const models = modelsFor(await tenantUnderFlags(run, tenant), request.model)
  const { maxOutputTokens, timeouts } = tenant.chat
  const maxTokens = Math.min(request.max_output_tokens ?? maxOutputTokens, maxOutputTokens)
  const said = [...earlier, ...itemsOf(request.input)]
  const tools = ClientTools.of(request, said)
  const items = fitted(plainItems(said, tools), { request, models, maxTokens })
  const question = documentQuestion(request, questionIn(items))
  const conversation = { exchanges: exchangesIn(items), models }
  const { rewritten, consulted } = await consultInContext(run, tenant, question, conversation)
  const system = systemMessage(tenant, request, consulted)
  const spoken = groundedItems(items, question?.text, consulted)
  const messages = [...system, ...messagesOf(spoken)]
  const responses = passedForm(request, system, spoken)
  return {
    call: {
      ctx: run.ctx,
      models,
      timeouts,
      request: { messages, maxTokens, parameters: parametersOf(request, tools), responses },
    },
    sources: consulted?.sources,
    embedded: consulted?.embedded ?? null,
    warnings: [...rewritten.warnings, ...(consulted?.warnings ?? [])],
    query: rewritten.query ?? question?.text,
    notice: rewritten.notice,
    tools,
  }
}

/** With `truncation: auto` the oldest items are left out of what does not fit. */
function fitted(
  items: readonly InputItem[],
  asked: {
    readonly request: ResponsesRequest
    readonly models: readonly string[]
    readonly maxTokens: number
  },
): readonly InputItem[] {
  const { request, models, maxTokens } = asked
  const contextTokens = request.truncation === 'auto' ? contextTokensOf(models) : undefined
  if (contextTokens === undefined) return items
  const sourcesTokens = fileSearchOf(request) === undefined ? 0 : SOURCES_BUDGET_TOKENS
  return fitItems(items, contextTokens - maxTokens - sourcesTokens - SYSTEM_BUDGET_TOKENS, models)
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

function parametersOf(request: ResponsesRequest, known: ClientTools): ModelRequest['parameters'] {
  const { tools, choice } = offered(request.tool_choice, known)
  const parameters: Record<string, unknown> = {
    temperature: request.temperature,
    top_p: request.top_p,
    tools: tools.length === 0 ? undefined : tools.map(functionOf),
    tool_choice: tools.length === 0 ? undefined : choice,
    parallel_tool_calls: tools.length === 0 ? undefined : request.parallel_tool_calls,
    response_format: responseFormatOf(request.text?.format),
    reasoning_effort: request.reasoning?.effort,
    user: request.user,
  }
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value != null))
}

function responseFormatOf(format: NonNullable<ResponsesRequest['text']>['format']): unknown {
  if (format == null || format.type === 'text') return undefined
  if (format.type === 'json_object') return { type: 'json_object' }
  const { name, schema, strict } = format
  return { type: 'json_schema', json_schema: { name, schema, ...(strict == null ? {} : { strict }) } }
}
