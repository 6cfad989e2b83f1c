import type { ChatTenant } from '@bulkhead/contracts/chat'

import { rewriteQuestion, type FollowUp, type Rewritten } from '../rewriting/rewrite-question.ts'
import type { Run } from '../run.ts'
import { consult, type Consulted, type Question } from './consult.ts'

/** The documents are asked what the question means in its conversation; without a question they are not. */
export async function consultInContext(
  run: Run,
  tenant: ChatTenant,
  question: Question | undefined,
  conversation: Omit<FollowUp, 'question'>,
): Promise<{ readonly rewritten: Rewritten; readonly consulted: Consulted | undefined }> {
  if (question === undefined) return { rewritten: { warnings: [] }, consulted: undefined }
  const rewritten = await rewriteQuestion(run, tenant, { ...conversation, question: question.text })
  const text = rewritten.query ?? question.text
  return { rewritten, consulted: await consult(run, tenant, { ...question, text }) }
}
