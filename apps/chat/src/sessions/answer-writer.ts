import type { Message } from '@bulkhead/contracts/http/sessions'
import type { ErrorBody } from '@bulkhead/errors/envelope'

import type { AnswerPlan } from '../answers/plan-answer.ts'
import type { ReplyWriter } from '../generation/prepared.ts'

/** Writes one answer of a session: as events for whoever listens, and at its end as the stored message. */
export interface AnswerWriter extends ReplyWriter {
  /** As it was stored; undefined until the answer is complete. */
  readonly message: Message | undefined
  /** From here on a failure is stored with what this plan says. */
  planned(plan: AnswerPlan): void
  begin(model: string): AnswerWriter
  /** The session is being deleted: listeners get this error, and nothing more is stored. */
  abandon(body: ErrorBody): void
  refuseIfAbandoned(): void
}
