import { startAnswer } from '../answers/answer.ts'
import { startCompletion } from '../completions/complete.ts'
import type { Started } from '../generation/started.ts'
import type { Work } from '../objects.ts'
import type { Run } from '../run.ts'

export function startWork(run: Run, work: Work): Promise<Started> {
  return work.kind === 'completion'
    ? startCompletion(run, work.tenant, work.request)
    : startAnswer(run, work.tenant, work.request)
}
