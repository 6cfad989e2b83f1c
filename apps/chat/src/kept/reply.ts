import type { AiReply } from '@bulkhead/contracts/chat'

import { callObject, completionName, completionNamed, type Work } from '../call-object.ts'
import { fingerprint } from '../fingerprint.ts'
import { deliver } from '../generation/deliver.ts'
import type { Run } from '../run.ts'
import { startWork } from './start-work.ts'

/** A completion or an answer: made in the Worker itself unless an Idempotency-Key asks for its result to be kept. */
export async function reply(run: Run, work: Work): Promise<AiReply> {
  const { idempotencyKey, tenantId, route } = run.ctx
  if (idempotencyKey === undefined) return deliver(run, await startWork(run, work))
  const name = completionName(tenantId, await fingerprint(`${route}\n${idempotencyKey}`))
  return await callObject(run, () => completionNamed(run.env, name).run(run.ctx, name, work))
}
