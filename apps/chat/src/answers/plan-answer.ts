import type { ModelCall } from '@bulkhead/ai/model-request'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import type { ChatMessage } from '@bulkhead/contracts/http/chat-completions'
import type { Warning } from '@bulkhead/contracts/http/lists'
import type { EmbeddingUse } from '@bulkhead/contracts/rate-limit'

import { modelsFor } from '../generation/models.ts'
import { tenantUnderFlags } from '../generation/tenant-under-flags.ts'
import { HISTORY_BUDGET_TOKENS } from '../limits.ts'
import type { ClientTools } from '../responses/tools/client-tools.ts'
import type { Run } from '../run.ts'
import { consultInContext } from './consult-in-context.ts'
import type { Consulted, Question } from './consult.ts'
import { contextWindow, type Exchange } from './context-window.ts'
import { setApart } from './foreign-marks.ts'
import { GROUNDING, groundedQuestion } from './prompt.ts'
import type { NumberedSource } from './source.ts'

export interface AnswerInput {
  readonly question: Question
  readonly retrieval: boolean
  /** Whether a question that leans on the conversation is rewritten; left out: the tenant's config decides. */
  readonly rewrite?: boolean | undefined
  readonly model?: string | undefined
  readonly newestFirst: Iterable<Exchange>
}

export interface AnswerPlan {
  readonly call: ModelCall
  /** Undefined when retrieval was not asked for: then `[1]` in an answer is just text. */
  readonly sources: readonly NumberedSource[] | undefined
  readonly warnings: readonly Warning[]
  /** What embedding the question took, if it was. */
  readonly embedded: EmbeddingUse | null
  /** What the documents were asked, where it is not the question itself or clients are told anyway. */
  readonly query?: string | undefined
  /** What a stand-in says of how it wrote the query. */
  readonly notice?: string | undefined
  /** That the client runs, by the names the model knows. */
  readonly tools?: ClientTools | undefined
}

const HISTORY_CUT: Warning = {
  code: 'history_truncated',
  message: 'The conversation is too long for the model; the answer considers only its newest part.',
}

/** Everything that is decided before the model is asked. */
export async function planAnswer(run: Run, tenant: ChatTenant, input: AnswerInput): Promise<AnswerPlan> {
  const { exchanges, isTruncated } = contextWindow(input.newestFirst, HISTORY_BUDGET_TOKENS)
  const models = modelsFor(await tenantUnderFlags(run, tenant), input.model)
  const question = input.retrieval ? input.question : undefined
  const conversation = { exchanges, models, rewrite: input.rewrite }
  const { rewritten, consulted } = await consultInContext(run, tenant, question, conversation)
  const { maxOutputTokens, timeouts, systemPrompt } = tenant.chat
  const messages = [
    ...systemMessage(systemPrompt, consulted),
    ...exchanges.flatMap((exchange) => messagesOf(exchange, consulted)),
    { role: 'user', content: questionOf(input.question, consulted) } as const,
  ]
  return {
    call: {
      ctx: run.ctx,
      models,
      timeouts,
      request: { messages, maxTokens: maxOutputTokens, parameters: {} },
    },
    sources: consulted?.sources,
    embedded: consulted?.embedded ?? null,
    warnings: [...rewritten.warnings, ...(consulted?.warnings ?? []), ...(isTruncated ? [HISTORY_CUT] : [])],
    query: rewritten.query,
    notice: rewritten.notice,
  }
}

/** One system message: many chat templates accept no second one. */
function systemMessage(systemPrompt: string | undefined, consulted: Consulted | undefined): ChatMessage[] {
  const grounding = isGrounded(consulted) ? [GROUNDING] : []
  const content = [...(systemPrompt === undefined ? [] : [systemPrompt]), ...grounding].join('\n\n')
  return content === '' ? [] : [{ role: 'system', content }]
}

function questionOf({ text }: Question, consulted: Consulted | undefined): string {
  return isGrounded(consulted) ? groundedQuestion(consulted.sources, text) : text
}

/**
 * Also without sources: an answer from the documents says that they do not contain it, instead of guessing.
 */
function isGrounded(consulted: Consulted | undefined): consulted is Consulted {
  return consulted !== undefined && consulted.isGrounded
}

/**
 * The marks of an earlier answer number that answer's sources: beside other sources they must not be copied.
 */
function messagesOf({ question, answer }: Exchange, consulted: Consulted | undefined): ChatMessage[] {
  return [
    { role: 'user', content: question },
    { role: 'assistant', content: isGrounded(consulted) ? setApart(answer) : answer },
  ]
}
