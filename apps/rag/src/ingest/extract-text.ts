import { call } from '@bulkhead/calls/call'
import { within } from '@bulkhead/calls/deadline'
import type { Extracted } from '@bulkhead/contracts/extract'
import { unwrap } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Job } from '../corpus-protocol.ts'
import { PATIENCE, READ_TURN_MS } from '../limits.ts'
import type { Run } from '../run.ts'
import { ByteGate } from './byte-gate.ts'
import type { Original } from './fetch-original.ts'
import { readReading } from './read-reading.ts'
import { UnreadableDocument } from './unreadable-document.ts'

/** The document ended the Worker that read it: by its deadline, its CPU limit or its memory. */
export class ReaderEnded extends Error {
  override readonly name = 'ReaderEnded'
}

/** One document is read at a time, or one that ends its reader would be counted against those beside it. */
const seat = new ByteGate(1, READ_TURN_MS)

/**
 * What the document says, read by the Worker that only reads. Undefined when that Worker is unavailable,
 * which is not the document's fault.
 *
 * @throws UnreadableDocument when the document itself is at fault
 * @throws ReaderEnded when it ended the Worker, which answers again
 * @throws BulkheadError `internal` for a bug of the Worker, which counts as a crash
 */
export async function extractText(
  run: Run,
  { format }: Job,
  { bytes, charset, fileName }: Original,
): Promise<Extracted | undefined> {
  const input = {
    format,
    ...(charset === undefined ? {} : { charset }),
    ...(fileName === undefined ? {} : { fileName }),
  }
  try {
    run.serviceCalls.take(1)
    return await seat.through(1, () => within(PATIENCE.extract.timeoutMs, read()))
  } catch (thrown) {
    if (thrown instanceof UnreadableDocument || thrown instanceof BulkheadError) throw thrown
    if (await isAnswering(run)) throw new ReaderEnded('extract was ended', { cause: thrown })
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
