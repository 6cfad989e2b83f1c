import { askCorpus } from '../ask-corpus.ts'
import type { DocumentRef } from '../corpus-protocol.ts'
import { DIRECT_READ_BYTES, REDRIVE_MS } from '../limits.ts'
import type { Run } from '../run.ts'
import { DirectReads } from '../turns/direct-reads.ts'
import { wake } from '../wake.ts'
import { runFor } from './delivery.ts'
import { hasRoomFor, readDocument } from './read-document.ts'
import { takeStep } from './step.ts'
import { underLease } from './under-lease.ts'

/** Of the whole isolate. */
const reads = new DirectReads()

/** A document whose row is new. */
export interface NewDocument extends DocumentRef {
  readonly bytes: number
  readonly format: Parameters<typeof hasRoomFor>[0]['format']
}

/**
 * Sets a new document on its way. A small one is read at once, behind the reply: the queue would wait for its
 * batch to fill. The queue then has it embedded, together with others. Should this invocation end before, the
 * row's alarm sends the document round.
 */
export async function startDocument(run: Run, { bytes, format, ...ref }: NewDocument): Promise<void> {
  const isDirect = run.env.READ_AT_ONCE === 'true' && bytes <= DIRECT_READ_BYTES
  const end = isDirect && hasRoomFor({ bytes, format }) ? reads.begin(run.ctx.tenantId) : undefined
  if (end === undefined) {
    await wake(run, [ref])
    return
  }
  run.waitUntil(readAtOnce(run, ref).finally(end))
}

/** Never throws: what was not done here is the queue's to do. */
async function readAtOnce(run: Run, ref: DocumentRef): Promise<void> {
  const own = runFor(run, run.ctx.tenantId, run.ctx)
  try {
    const jobs = await askCorpus(own, (corpus, caller) => corpus.claim(caller, [ref]))
    const unread = jobs.filter(({ stage }) => stage === 'extract')
    await underLease(own, unread, () => takeStep(own, unread, readDocument))
    await askCorpus(own, (corpus, caller) => corpus.yieldTurn(caller, jobs, REDRIVE_MS))
  } catch (thrown) {
    own.log.warn('document was not read at once', { documentId: ref.documentId }, { thrown })
  }
  await wake(own, [ref])
}
