import type { AiReply } from '@bulkhead/contracts/chat'

import { startCompletion } from './complete.ts'
import { startAnswer } from './grounding/answer.ts'
import type { Work } from './objects.ts'
import type { Run } from './run.ts'
import { deliver, type Started } from './started.ts'

/** A completion or an answer: made in the Worker itself unless an Idempotency-Key asks for its result to be kept. */
export async function reply(run: Run, work: Work): Promise<AiReply> {
  return deliver(run, await startWork(run, work))
}

export function startWork(run: Run, work: Work): Promise<Started> {
  return work.kind === 'completion'
    ? startCompletion(run, work.tenant, work.request)
    : startAnswer(run, work.tenant, work.request)
}
