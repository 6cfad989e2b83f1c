import type { RagEnv } from '../env.ts'
import { startInvocation } from '../run.ts'
import { bury } from './bury.ts'
import { ingest } from './pipeline.ts'

/** Which consumer a batch belongs to, by the end of its queue's name. */
export async function consume(batch: MessageBatch, env: RagEnv, execution: ExecutionContext): Promise<void> {
  const invocation = startInvocation(env, execution, 'rag/ingest')
  await (batch.queue.endsWith('-dead') ? bury : ingest)(invocation, batch.messages)
}
