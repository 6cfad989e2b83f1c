import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { askCorpus } from '../ask-corpus.ts'
import type { Job } from '../corpus-protocol.ts'
import { EXTRACT_CONCURRENCY, HANDED_ON } from '../limits.ts'
import type { Invocation, Run } from '../run.ts'
import { TenantTurns, type EndTurn } from '../turns/tenant-turns.ts'
import { wake } from '../wake.ts'
import { readDelivery, retryLater, runFor, type Wake } from './delivery.ts'
import { embedJobs } from './embed-jobs.ts'
import { readDocument } from './read-document.ts'
import { takeStep } from './step.ts'
import { underLease } from './under-lease.ts'

/** Of the whole isolate. */
const turns = new TenantTurns()

/**
 * The queue's consumer. A message only says where to look: the row in the Corpus says what is to be done, so
 * duplicated, late and reordered messages find nothing to do. Never throws a batch: each message is
 * acknowledged or retried for itself.
 */
export async function ingest(invocation: Invocation, deliveries: readonly Message[]): Promise<void> {
  const byTenant = Map.groupBy(
    deliveries.flatMap((delivery) => readDelivery(invocation, delivery)),
    ({ tenantId }) => tenantId,
  )
  await Promise.all([...byTenant].map(([tenantId, wakes]) => ingestTenant(invocation, tenantId, wakes)))
}

async function ingestTenant(
  invocation: Invocation,
  tenantId: TenantId,
  wakes: readonly Wake[],
): Promise<void> {
  const endTurn = beginTurn(wakes)
  if (endTurn === undefined) {
    invocation.log.info('messages wait for the next turn', { tenantId, count: wakes.length })
    for (const { delivery } of wakes) delivery.ack()
    return
  }
  const stumbled = await stumbledOf(invocation, tenantId, wakes)
  endTurn(await handOn(invocation, tenantId, wakes), Date.now())
  for (const { delivery, message } of wakes) {
    if (stumbled.has(message.documentId)) retryLater(delivery)
    else delivery.ack()
  }
}

/** Undefined when it is not this tenant's turn. A message that the queue brings again always gets one. */
function beginTurn(wakes: readonly Wake[]): EndTurn | undefined {
  const isRepeated = wakes.some(({ delivery }) => delivery.attempts > 1)
  const sentMs = Math.max(...wakes.map(({ delivery }) => delivery.timestamp.getTime()))
  const [tenantId = ''] = wakes.map((each) => each.tenantId)
  const endTurn = turns.begin(tenantId, isRepeated ? Date.now() : sentMs, Date.now())
  return isRepeated ? (endTurn ?? (() => undefined)) : endTurn
}

/** Sends messages for what waits of this tenant, behind those of others. False: older messages still count. */
async function handOn(invocation: Invocation, tenantId: TenantId, wakes: readonly Wake[]): Promise<boolean> {
  const [first] = wakes
  if (first === undefined) return false
  const run = runFor(invocation, tenantId, first.message)
  try {
    return await wake(run, await askCorpus(run, (corpus, caller) => corpus.waiting(caller, HANDED_ON)))
  } catch (thrown) {
    run.log.warn('waiting documents were not handed on', { target: 'corpus' }, { thrown })
    return false
  }
}

/** Works on a tenant's documents. @returns those that the queue is to bring again */
async function stumbledOf(
  invocation: Invocation,
  tenantId: TenantId,
  wakes: readonly Wake[],
): Promise<ReadonlySet<string>> {
  const [first] = wakes
  if (first === undefined) return new Set()
  const run = runFor(invocation, tenantId, first.message)
  const refs = wakes.map(({ message: { documentId, version } }) => ({ documentId, version }))
  try {
    const jobs = await askCorpus(run, (corpus, caller) => corpus.claim(caller, refs))
    const skipped = refs.length - jobs.length
    if (skipped > 0) run.log.info('messages found nothing to do', { count: skipped })
    const left = await underLease(run, jobs, () => work(run, jobs))
    return new Set(left.map(({ documentId }) => documentId))
  } catch (thrown) {
    run.log.warn('batch was not finished', { target: 'corpus' }, { thrown })
    return new Set(refs.map(({ documentId }) => documentId))
  }
}

/**
 * First every document becomes searchable by words, then all are embedded together. @returns those that met a
 * bug of ours
 */
async function work(run: Run, jobs: readonly Job[]): Promise<Job[]> {
  const stumbled: Job[] = []
  const ready = jobs.filter(({ stage }) => stage !== 'extract')
  const unread = jobs.filter(({ stage }) => stage === 'extract')
  const reader = async () => {
    for (let job = unread.shift(); job !== undefined; job = unread.shift()) {
      const outcome = await takeStep(run, [job], readDocument)
      if (outcome === 'done') ready.push(job)
      if (outcome === 'stumbled') stumbled.push(job)
    }
  }
  await Promise.all(Array.from({ length: EXTRACT_CONCURRENCY }, reader))
  // What moves to another model is indexed already, so it comes after what is not.
  for (const isMoving of [false, true]) {
    const some = ready.filter(({ stage }) => (stage === 'move') === isMoving)
    if ((await takeStep(run, some, embedJobs)) === 'stumbled') stumbled.push(...some)
  }
  return stumbled
}
