import { call } from '@bulkhead/calls/call'
import { within } from '@bulkhead/calls/deadline'
import { traceIdOf } from '@bulkhead/contracts/context'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Caller } from './corpus-protocol.ts'
import type { Corpus } from './corpus/corpus.ts'
import { PATIENCE, type AttemptPatience } from './limits.ts'
import { corpusName } from './names.ts'
import type { Run } from './run.ts'

/**
 * Calls the Corpus of the tenant that asks. Its refusals come through as they are; that it cannot be reached in time is `storage_unavailable`.
 * A stub that has failed stays broken, so each attempt gets its own.
 */
export async function askCorpus<T>(
  { env, ctx }: Pick<Run, 'env' | 'ctx'>,
  send: (corpus: DurableObjectStub<Corpus>, caller: Caller) => Promise<T>,
  patience: AttemptPatience = PATIENCE.corpus,
): Promise<T> {
  const { tenantId, requestId, traceparent, deadline } = ctx
  const caller = { tenantId, requestId, traceId: traceIdOf(traceparent) }
  try {
    return await call(patience, deadline, () =>
      within(patience.attemptMs, send(env.CORPORA.getByName(corpusName(tenantId)), caller)),
    )
  } catch (thrown) {
    const error = BulkheadError.from(thrown)
    if (error.status < 500) throw error
    throw new BulkheadError('storage_unavailable', { cause: thrown })
  }
}
