import type { RagEnv } from '../env.ts'
import { openScope } from '../rag.ts'
import { bury, ingest } from './pipeline.ts'

/** Which consumer a batch belongs to, by the end of its queue's name. */
export async function consume(batch: MessageBatch, env: RagEnv, run: ExecutionContext): Promise<void> {
  const scope = openScope(env, run, 'rag/ingest')
  await (batch.queue.endsWith('-dead') ? bury(scope, batch.messages) : ingest(scope, batch.messages))
}
