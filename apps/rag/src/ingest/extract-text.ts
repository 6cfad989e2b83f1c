import { call } from '@bulkhead/calls/call'
import { within } from '@bulkhead/calls/deadline'
import type { Extracted } from '@bulkhead/contracts/extract'
import { unwrap } from '@bulkhead/contracts/outcome'

import type { Job } from '../corpus-protocol.ts'
import { PATIENCE } from '../limits.ts'
import type { Run } from '../run.ts'
import type { Original } from './fetch-original.ts'
import { readReading } from './read-reading.ts'
import { UnreadableDocument } from './unreadable-document.ts'

/**
 * What the document says, read by the Worker that only reads. Undefined when that Worker is unavailable,
 * which is not the document's fault. One that fails here and answers a ping was ended by this document, or
 * has a bug: that is thrown, and counts as a crash.
 *
 * @throws UnreadableDocument when the document itself is at fault
 */
export async function extractText(
  run: Run,
  { format }: Job,
  { bytes, charset }: Original,
): Promise<Extracted | undefined> {
  const input = { format, ...(charset === undefined ? {} : { charset }) }
  try {
    run.serviceCalls.take(1)
    return await within(PATIENCE.extract.timeoutMs, read())
  } catch (thrown) {
    if (thrown instanceof UnreadableDocument || (await isAnswering(run))) throw thrown
    run.log.warn('document reader is unavailable', { target: 'extract' }, { thrown })
    return undefined
  }

  async function read(): Promise<Extracted> {
    const reading = unwrap(await run.env.EXTRACT.read(run.ctx, input, bytes))
    if ('problem' in reading) throw new UnreadableDocument(reading.problem)
    return readReading(reading.lines)
  }
}

/** Without a call left to ask, the document gets the benefit of the doubt: its next reader asks. */
async function isAnswering({ env, serviceCalls }: Run): Promise<boolean> {
  const { ping } = PATIENCE
  if (!serviceCalls.take(ping.attempts)) return false
  try {
    await call(ping, Number.POSITIVE_INFINITY, () => within(ping.attemptMs, env.EXTRACT.ping()))
    return true
  } catch {
    return false
  }
}
