import type { AiReply } from '@bulkhead/contracts/chat'

import { askCompletion } from '../call-object.ts'
import { fingerprint } from '../fingerprint.ts'
import { deliver } from '../generation/deliver.ts'
import type { Work } from '../object-protocol.ts'
import type { Run } from '../run.ts'
import { startWork } from './start-work.ts'

/**
 * A completion or an answer: generated in the Worker itself, unless an Idempotency-Key asks to keep the
 * result.
 */
export async function reply(run: Run, work: Work): Promise<AiReply> {
  const { idempotencyKey, route } = run.ctx
  if (idempotencyKey === undefined) return deliver(run, await startWork(run, work))
  const keyHash = await fingerprint(`${route}\n${idempotencyKey}`)
  return await askCompletion(run, keyHash, (completion) => completion.run(run.ctx, keyHash, work))
}
