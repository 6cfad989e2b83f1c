import { within } from '@bulkhead/calls/deadline'
import type { Caller } from '@bulkhead/contracts/context'
import type { Outcome } from '@bulkhead/contracts/outcome'
import { askObject } from '@bulkhead/worker/ask-object'
import { objectIn } from '@bulkhead/worker/object-in'

import type { CorpusObject } from './corpus-protocol.ts'
import { PATIENCE, type AttemptPatience } from './limits.ts'
import { corpusName } from './names.ts'
import type { Run } from './run.ts'

/**
 * Asks the Corpus of the tenant whose run it is. @throws BulkheadError its refusal, or `storage_unavailable`
 */
export function askCorpus<T>(
  { env, ctx, log }: Pick<Run, 'env' | 'ctx' | 'log'>,
  send: (corpus: CorpusObject, caller: Caller) => Promise<Outcome<T>>,
  patience: AttemptPatience = PATIENCE.corpus,
): Promise<T> {
  const { tenantId, requestId, traceparent } = ctx
  return askObject({ ctx, log, patience }, () =>
    within(
      patience.attemptMs,
      send(objectIn(env, env.CORPORA, corpusName(tenantId)), { tenantId, requestId, traceparent }),
    ),
  )
}
