import { askCorpus } from '../ask-corpus.ts'
import type { Job } from '../corpus-protocol.ts'
import type { Run } from '../run.ts'
import { runFor } from './delivery.ts'

/** `stopped`: nothing more to do in this batch, and the row says why. */
export type StepOutcome = 'done' | 'stopped'

/** One step on the way of some documents; `run` is that of the first one's request. */
export type Step = (run: Run, jobs: readonly Job[]) => Promise<StepOutcome>

/**
 * What a step throws is a bug: logged with its document, and the lease given back so that the queue's next
 * attempt can have it.
 */
export async function takeStep(
  batch: Run,
  jobs: readonly Job[],
  step: Step,
): Promise<StepOutcome | 'stumbled'> {
  const [first] = jobs
  if (first === undefined) return 'done'
  const run = runFor(batch, batch.ctx.tenantId, first)
  try {
    return await step(run, jobs)
  } catch (thrown) {
    const { documentId, version } = first
    const fields = { documentId, version, count: jobs.length, errorCode: 'internal' }
    run.log.error('document processing stumbled', fields, { thrown })
    await askCorpus(run, (corpus, caller) => corpus.crashed(caller, jobs))
    return 'stumbled'
  }
}
