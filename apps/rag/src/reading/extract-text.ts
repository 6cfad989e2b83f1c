import { call } from '@bulkhead/calls/call'
import { within } from '@bulkhead/calls/deadline'
import type { Extracted, Reading, ReadInput } from '@bulkhead/contracts/extract'
import { unwrap } from '@bulkhead/contracts/outcome'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Job } from '../corpus-protocol.ts'
import { PATIENCE, READ_TURN_MS } from '../limits.ts'
import type { Run } from '../run.ts'
import { ByteGate } from './byte-gate.ts'
import type { Original } from './fetch-original.ts'
import { readReading } from './read-reading.ts'
import { recognizeText } from './recognize-text.ts'
import { UnreadableDocument } from './unreadable-document.ts'

/** The document ended the Worker while that read it: by its deadline, its CPU limit or its memory. */
export class ReaderEnded extends Error {
  override readonly name = 'ReaderEnded'
}

/**
 * One document is read at a time: others would only wait in the reader. Many isolates may share one reader; what
 * ends it is the document that it had started to read.
 */
const seat = new ByteGate(1, READ_TURN_MS)

/**
 * What the document says, read by the Worker that only reads; what it is a picture of, read by Workers AI first.
 * Undefined when one of them is unavailable, which is not the document's fault.
 *
 * @throws UnreadableDocument when the document itself is at fault
 * @throws ReaderEnded when it ended the Worker, which answers again
 * @throws BulkheadError `internal` for a bug of the Worker, which counts as a crash
 */
export async function extractText(
  run: Run,
  { format }: Job,
  original: Original,
): Promise<Extracted | undefined> {
  const { bytes, charset, fileName } = original
  const input = {
    format,
    ...(charset === undefined ? {} : { charset }),
    ...(fileName === undefined ? {} : { fileName }),
  }
  const reading = await askReader(run, input, bytes)
  if (reading === undefined || 'text' in reading) return reading
  if (reading.isPicture !== true) throw new UnreadableDocument(reading.problem)
  const seen = await recognize(run, format, original)
  if (seen === undefined) return undefined
  if (seen === '') throw new UnreadableDocument(reading.problem)
  const again = await askReader(run, { format: 'markdown' }, new TextEncoder().encode(seen))
  if (again !== undefined && 'problem' in again) throw new UnreadableDocument(again.problem)
  return again
}

/** Empty where nothing is seen; undefined when Workers AI is unavailable. */
async function recognize(run: Run, format: string, original: Original): Promise<string | undefined> {
  try {
    return (await recognizeText(run, format, original)) ?? ''
  } catch (thrown) {
    run.log.warn('text recognition is unavailable', { target: 'ai' }, { thrown })
    return undefined
  }
}

type Unread = Exclude<Reading, { readonly lines: unknown }>

async function askReader(
  run: Run,
  input: ReadInput,
  bytes: Uint8Array,
): Promise<Extracted | Unread | undefined> {
  let hasStarted = false
  try {
    run.serviceCalls.take(1)
    return await seat.through(1, () => within(PATIENCE.extract.timeoutMs, read()))
  } catch (thrown) {
    if (thrown instanceof BulkheadError) throw thrown
    if (hasStarted && (await isAnswering(run))) throw new ReaderEnded('extract was ended', { cause: thrown })
    run.log.warn('document reader is unavailable', { target: 'extract' }, { thrown })
    return undefined
  }

  async function read(): Promise<Extracted | Unread> {
    const started = () => void (hasStarted = true)
    const reading = unwrap(await run.env.EXTRACT.read(run.ctx, input, bytes, started))
    return 'problem' in reading ? reading : readReading(reading.lines)
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
