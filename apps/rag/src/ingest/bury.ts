import { askCorpus } from '../ask-corpus.ts'
import type { Invocation } from '../run.ts'
import { readDelivery, retryLater, runFor } from './delivery.ts'

/**
 * The dead-letter queue's consumer: marks what the queue has given up, so that its owner sees it and can send
 * it round again.
 */
export async function bury(invocation: Invocation, deliveries: readonly Message[]): Promise<void> {
  const wakes = deliveries.flatMap((delivery) => readDelivery(invocation, delivery))
  for (const { delivery, message, tenantId } of wakes) {
    const { documentId, version } = message
    const run = runFor(invocation, tenantId, message)
    try {
      const isMarked = await askCorpus(run, (corpus, caller) =>
        corpus.giveUp(caller, { documentId, version }),
      )
      const outcome = isMarked ? 'failed' : 'moved on'
      run.log.error('document given up by the queue', { documentId, version, outcome })
      delivery.ack()
    } catch (thrown) {
      run.log.warn('document could not be marked', { documentId }, { thrown })
      retryLater(delivery)
    }
  }
}
