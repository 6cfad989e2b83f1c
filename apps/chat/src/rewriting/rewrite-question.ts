import { Breaker } from '@bulkhead/ai/attempts/breaker'
import type { Generated } from '@bulkhead/ai/model-answer'
import { promptTokensOf } from '@bulkhead/ai/usage'
import type { ChatTenant } from '@bulkhead/contracts/chat'
import { logFieldsOf } from '@bulkhead/contracts/context'
import type { Warning } from '@bulkhead/contracts/http/lists'

import type { Exchange } from '../answers/context-window.ts'
import { modelClient } from '../generation/models.ts'
import { Spending } from '../generation/spending.ts'
import { REWRITE_MAX_TOKENS, REWRITE_QUESTION_CHARS, REWRITE_TIMEOUT_MS } from '../limits.ts'
import type { Run } from '../run.ts'
import { readRewrite } from './read-rewrite.ts'
import { rewritePrompt } from './rewrite-prompt.ts'

const UNAVAILABLE: Warning = {
  code: 'rewrite_unavailable',
  message: 'Your documents were asked the question as it stands, without what the conversation adds to it.',
}

/** One per isolate, apart from that of answers: a model that is too slow for this may be right for them. */
const breaker = new Breaker()

/** A question in a conversation. */
export interface FollowUp {
  readonly question: string
  /** What was said before, oldest first. */
  readonly exchanges: readonly Exchange[]
  readonly models: readonly string[]
  /** Of the request; left out: as the tenant's config has it. */
  readonly rewrite?: boolean | undefined
}

/** What the documents are asked. */
export interface Rewritten {
  /** Undefined: the question itself. */
  readonly query?: string
  /** What a stand-in says of how it wrote the query. */
  readonly notice?: string
  readonly warnings: readonly Warning[]
}

const AS_IT_STANDS: Rewritten = { warnings: [] }

/**
 * A question that may lean on the turns before, as one that can be searched. Fails open: when the model is
 * unavailable or late, or the budget does not cover it, the question is searched as it stands, with a warning.
 */
export async function rewriteQuestion(run: Run, tenant: ChatTenant, asked: FollowUp): Promise<Rewritten> {
  if (!mayLean(tenant, asked)) return AS_IT_STANDS
  try {
    return rewrittenBy(await paid(run, tenant, asked), asked) ?? unwritten(run, { reason: 'no query' })
  } catch (thrown) {
    return unwritten(run, { thrown })
  }
}

function mayLean(
  { rag }: ChatTenant,
  { question, exchanges, rewrite = rag.rewrite ?? true }: FollowUp,
): boolean {
  return rewrite && rag.enabled && exchanges.length > 0 && question.length <= REWRITE_QUESTION_CHARS
}

/** Undefined: the model wrote something else than a query. */
function rewrittenBy(
  { text, finishReason, extra }: Generated,
  { question, exchanges }: FollowUp,
): Rewritten | undefined {
  const query = finishReason === 'length' ? undefined : readRewrite(text, question, exchanges)
  if (query === undefined) return undefined
  if (query === question.trim()) return AS_IT_STANDS
  const notice = extra.body?.['notice']
  return { query, warnings: [], ...(typeof notice === 'string' ? { notice } : {}) }
}

/** Reserved and settled by itself, before anything that the answer uses. */
async function paid(run: Run, tenant: ChatTenant, asked: FollowUp): Promise<Generated> {
  const { question, exchanges, models } = asked
  const messages = rewritePrompt(question, exchanges)
  const request = { messages, maxTokens: REWRITE_MAX_TOKENS, parameters: { temperature: 0 } }
  const reservedTokens = promptTokensOf(request, models) + REWRITE_MAX_TOKENS
  // A lease's part is the answer's to settle.
  const { reservationId, idempotencyKey: _key, leased: _part, ...rest } = run.ctx
  const own = reservationId === undefined ? {} : { reservationId: `${reservationId}:rewrite`, reservedTokens }
  const ctx = { ...rest, ...own }
  const spending = new Spending({ ...run, ctx, isUnreserved: true })
  const [first = tenant.chat.model] = models
  try {
    await spending.reserve()
    const firstTokenMs = Math.min(tenant.chat.timeouts.firstTokenMs, REWRITE_TIMEOUT_MS)
    const timeouts = { firstTokenMs, idleMs: firstTokenMs, totalMs: REWRITE_TIMEOUT_MS }
    const call = spending.watched({ ctx, models, timeouts, request })
    const generated = await modelClient(run, breaker).generate(call)
    spending.settle(generated.model, generated.usage)
    return generated
  } catch (thrown) {
    spending.settle(first)
    throw thrown
  }
}

function unwritten({ log, ctx }: Run, { thrown, reason }: { thrown?: unknown; reason?: string }): Rewritten {
  const fields = { ...logFieldsOf(ctx), degraded: 'rewrite', ...(reason === undefined ? {} : { reason }) }
  log.warn('question is searched as it stands', fields, { thrown })
  return { warnings: [UNAVAILABLE] }
}
