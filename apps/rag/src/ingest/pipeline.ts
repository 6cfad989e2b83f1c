import { fullJitterMs } from '@bulkhead/calls/backoff'
import { IngestMessage, isNewerIngestMessage } from '@bulkhead/contracts/ingest-message'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

import type { Job } from '../corpus-protocol.ts'
import { EXTRACT_CONCURRENCY, NEWER_MESSAGE_DELAY_SECONDS } from '../limits.ts'
import { callerOf, callerOfFirst, corpusOf, type Scope } from '../run.ts'
import { embedJobs } from './embed-jobs.ts'
import { readDocument } from './read-document.ts'
import { underLease } from './under-lease.ts'

interface Wake {
  readonly delivery: Message
  readonly message: IngestMessage
  readonly tenantId: TenantId
}

/**
 * The queue's consumer. A message only says where to look: the row in the Corpus says what is to be done, so duplicated, late and reordered
 * messages find nothing to do. Never throws a batch: each message is acknowledged or retried for itself.
 */
export async function ingest(scope: Scope, deliveries: readonly Message[]): Promise<void> {
  const byTenant = Map.groupBy(
    deliveries.flatMap((delivery) => parseWake(scope, delivery)),
    ({ tenantId }) => tenantId,
  )
  await Promise.all([...byTenant].map(([tenantId, wakes]) => ingestTenant(scope, tenantId, wakes)))
}

/** The dead-letter queue's consumer: what the queue has given up is marked, so that its owner sees it and can send it round again. */
export async function bury(scope: Scope, deliveries: readonly Message[]): Promise<void> {
  for (const { delivery, message, tenantId } of deliveries.flatMap((one) => parseWake(scope, one))) {
    const { documentId, version } = message
    const caller = callerOf({ ...message, tenantId })
    try {
      const isMarked = await corpusOf(scope, tenantId, (corpus) =>
        corpus.giveUp(caller, { documentId, version }),
      )
      scope.log.error('document given up by the queue', {
        ...caller,
        documentId,
        version,
        outcome: isMarked ? 'failed' : 'moved on',
      })
      delivery.ack()
    } catch (thrown) {
      scope.log.warn('document could not be marked', { ...caller, documentId }, { thrown })
      delivery.retry({ delaySeconds: retryDelaySeconds(delivery.attempts) })
    }
  }
}

/** A message that we cannot have written does not get better by being retried; one of a newer version waits for a consumer that can read it. */
function parseWake({ log }: Scope, delivery: Message): Wake[] {
  if (isNewerIngestMessage(delivery.body)) {
    log.warn('message of the ingest queue is newer', { target: 'queue', attempt: delivery.attempts })
    delivery.retry({ delaySeconds: NEWER_MESSAGE_DELAY_SECONDS })
    return []
  }
  try {
    const message = IngestMessage.parse(delivery.body)
    return [{ delivery, message, tenantId: parseTenantId(message.tenantId) }]
  } catch {
    log.error('message of the ingest queue cannot be read', { target: 'queue', reason: 'unknown shape' })
    delivery.ack()
    return []
  }
}

async function ingestTenant(scope: Scope, tenantId: TenantId, wakes: readonly Wake[]): Promise<void> {
  const caller = callerOfFirst(
    tenantId,
    wakes.map(({ message }) => message),
  )
  const refs = wakes.map(({ message: { documentId, version } }) => ({ documentId, version }))
  const stumbled = new Set<string>()
  try {
    const jobs = await corpusOf(scope, tenantId, (corpus) => corpus.claim(caller, refs))
    const skipped = refs.length - jobs.length
    if (skipped > 0) scope.log.info('messages found nothing to do', { ...caller, count: skipped })
    const left = await underLease(scope, tenantId, jobs, () => work(scope, tenantId, jobs))
    for (const job of left) stumbled.add(job.documentId)
  } catch (thrown) {
    scope.log.warn('batch was not finished', { ...caller, target: 'corpus' }, { thrown })
    for (const { documentId } of refs) stumbled.add(documentId)
  }
  for (const { delivery, message } of wakes) {
    if (!stumbled.has(message.documentId)) delivery.ack()
    else delivery.retry({ delaySeconds: retryDelaySeconds(delivery.attempts) })
  }
}

/** 1-2 s after the first attempt, doubling to half a minute. */
function retryDelaySeconds(attempts: number): number {
  const mostMs = Math.min(30_000, 1_000 * 2 ** attempts)
  return Math.ceil((mostMs / 2 + fullJitterMs(1, mostMs / 2, mostMs / 2)) / 1_000)
}

/** First every document becomes searchable by words, then all are embedded together. @returns those that met a bug of ours */
async function work(scope: Scope, tenantId: TenantId, jobs: readonly Job[]): Promise<Job[]> {
  const stumbled: Job[] = []
  const ready = jobs.filter(({ stage }) => stage !== 'extract')
  const unread = jobs.filter(({ stage }) => stage === 'extract')
  const reader = async () => {
    for (let job = unread.shift(); job !== undefined; job = unread.shift()) {
      const outcome = await guarded(scope, tenantId, [job], readDocument)
      if (outcome === 'done') ready.push(job)
      if (outcome === 'stumbled') stumbled.push(job)
    }
  }
  await Promise.all(Array.from({ length: EXTRACT_CONCURRENCY }, reader))
  // What moves to another model is indexed already, so it comes after what is not.
  for (const isMoving of [false, true]) {
    const some = ready.filter(({ stage }) => (stage === 'move') === isMoving)
    if (some.length > 0 && (await guarded(scope, tenantId, some, embedJobs)) === 'stumbled')
      stumbled.push(...some)
  }
  return stumbled
}

/** `stopped`: nothing more to do in this batch, and the row says why. */
export type StepOutcome = 'done' | 'stopped'
type Step = (scope: Scope, tenantId: TenantId, jobs: readonly Job[]) => Promise<StepOutcome>

/** What a step throws is a bug: logged with its document, and the lease given back so that the queue's next attempt can have it. */
async function guarded(
  scope: Scope,
  tenantId: TenantId,
  jobs: readonly Job[],
  step: Step,
): Promise<StepOutcome | 'stumbled'> {
  try {
    return await step(scope, tenantId, jobs)
  } catch (thrown) {
    const { documentId, version } = jobs[0] ?? {}
    const caller = callerOfFirst(tenantId, jobs)
    scope.log.error(
      'document processing stumbled',
      { ...caller, documentId, version, count: jobs.length, errorCode: 'internal' },
      { thrown },
    )
    await corpusOf(scope, tenantId, (corpus) => corpus.crashed(caller, jobs))
    return 'stumbled'
  }
}
