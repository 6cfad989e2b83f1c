import { prepareAnswer } from '../answers/prepare-answer.ts'
import { prepareCompletion } from '../completions/prepare-completion.ts'
import { generateJson, generateStream } from '../generation/generate.ts'
import type { Started } from '../generation/started.ts'
import type { Work } from '../object-protocol.ts'
import { prepareResponse } from '../responses/prepare-response.ts'
import type { Run } from '../run.ts'

/** @param before Runs between the reservation and everything else. */
export function startWork(
  run: Run,
  work: Work,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<Started> {
  const prepare = async () => {
    await before()
    if (work.kind === 'completion') return await prepareCompletion(run, work.tenant, work)
    if (work.kind === 'response') return await prepareResponse(run, work.tenant, work)
    return await prepareAnswer(run, work.tenant, work.request)
  }
  const generation = { model: work.tenant.chat.model, prepare }
  return work.request.stream === true ? generateStream(run, generation) : generateJson(run, generation)
}
