import { withBindingFaults } from '@bulkhead/faults/faulty-bindings'
import { withWorkerFaults } from '@bulkhead/faults/faulty-methods'
import { withObjectFaults, withStorageFaults } from '@bulkhead/faults/faulty-objects'

import { Corpus } from './corpus/corpus.ts'
import type { RagEnv } from './env.ts'
import { consume } from './ingest/consume.ts'
import { Rag } from './rag.ts'

export { LocalFaults } from '@bulkhead/faults/local-faults'

const faulty = (env: RagEnv) =>
  withBindingFaults(env, { kv: ['FLAGS'], r2: ['DOCUMENTS'], queue: ['INGEST'] })

withWorkerFaults(Rag, 'worker:rag')
withObjectFaults(Corpus, 'storage:Corpus')

/** rag of the local environment: the same classes, in reach of the fault switch. */
class LocalRag extends Rag {
  constructor(ctx: ExecutionContext, env: RagEnv) {
    super(ctx, faulty(env))
  }
}

class LocalCorpus extends Corpus {
  constructor(ctx: DurableObjectState, env: RagEnv) {
    super(withStorageFaults(ctx, 'storage:Corpus'), faulty(env))
  }
}

export { LocalCorpus as Corpus, LocalRag as Rag }

export default {
  queue: (batch, env, run) => consume(batch, faulty(env), run),
} satisfies ExportedHandler<RagEnv>
