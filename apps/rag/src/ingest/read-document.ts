import { within } from '@bulkhead/calls/deadline'

import { askCorpus } from '../ask-corpus.ts'
import { chunkDocument, type Chunk } from '../chunking/chunk-document.ts'
import type { Job, Problem, StagedChunk } from '../corpus-protocol.ts'
import { charsetOf } from '../../../extract/src/text/decode.ts'
import { firstHeading, UnreadableDocument, type Extracted } from '../../../extract/src/text/extracted.ts'
import { extract, weightOf } from '../../../extract/src/formats.ts'
import { MAX_CHUNKS, PATIENCE, READ_AT_ONCE_BYTES, READ_TURN_MS, STAGE_CHUNKS } from '../limits.ts'
import type { Run } from '../run.ts'
import { ByteGate } from './byte-gate.ts'
import { NO_ORIGINAL } from './deferrals.ts'
import type { StepOutcome } from './step.ts'

/** Of the whole isolate: batches of many tenants may be at it at the same time, and a large file takes most of its memory. */
const gate = new ByteGate(READ_AT_ONCE_BYTES, READ_TURN_MS)

/** Reads documents from R2, cuts them up and makes them searchable by words. What cannot be read fails with a reason; if R2 is unavailable, the document waits. */
export async function readDocument(run: Run, jobs: readonly Job[]): Promise<StepOutcome> {
  for (const job of jobs) {
    const outcome = await gate.through(weightOf(job.format, job.bytes), () => readOne(run, job))
    if (outcome === 'stopped') return outcome
  }
  return 'done'
}

async function readOne(run: Run, job: Job): Promise<StepOutcome> {
  const startMs = Date.now()
  try {
    const original = await readOriginal(run, job.objectKey)
    if (original === undefined) return await defer(run, job)
    const extracted = await extract(job.format, original.bytes, original.charset)
    if (!(await stageAll(run, job, extracted))) return 'stopped'
    reportRead(run, job, startMs)
    return 'done'
  } catch (thrown) {
    if (!(thrown instanceof UnreadableDocument)) throw thrown
    return await fail(run, job, { code: thrown.code, message: thrown.message })
  }
}

function reportRead({ log }: Run, { documentId, version }: Job, startMs: number): void {
  log.info('document read', { documentId, version, stage: 'extract', latencyMs: Date.now() - startMs })
}

interface StoredOriginal {
  readonly bytes: Uint8Array
  readonly charset: string | undefined
}

/** Undefined when R2 does not answer in time: others wait behind this one. An object that is not there is gone for good. */
async function readOriginal({ env, log }: Run, key: string): Promise<StoredOriginal | undefined> {
  try {
    const original = await within(PATIENCE.r2.timeoutMs, fetchOriginal(env.DOCUMENTS, key))
    if (original !== null) return original
  } catch (thrown) {
    log.warn('original could not be read', { target: 'r2' }, { thrown })
    return undefined
  }
  throw new UnreadableDocument('document_lost', 'The stored original is gone. Send the document again.')
}

async function fetchOriginal(documents: R2Bucket, key: string): Promise<StoredOriginal | null> {
  const object = await documents.get(key)
  if (object === null) return null
  const bytes = new Uint8Array(await object.arrayBuffer())
  // Half a document would be indexed as if it were the whole.
  if (bytes.byteLength !== object.size) throw new Error(`R2 gave ${bytes.byteLength} of ${object.size} bytes`)
  return { bytes, charset: charsetOf(object.httpMetadata?.contentType ?? '') }
}

async function stageAll(run: Run, job: Job, extracted: Extracted): Promise<boolean> {
  const title = job.title ?? firstHeading(extracted) ?? job.documentId
  const chunks = chunkDocument(extracted.text, extracted.blocks, job)
  refuseExtremes(chunks)
  for (let from = 0; from < chunks.length; from += STAGE_CHUNKS) {
    const some = chunks
      .slice(from, from + STAGE_CHUNKS)
      .map((chunk) => toStaged(chunk, extracted.text, title))
    if (!(await askCorpus(run, (corpus, caller) => corpus.stage(caller, job, from, some)))) return false
  }
  return askCorpus(run, (corpus, caller) => corpus.publish(caller, job, title))
}

function refuseExtremes(chunks: readonly Chunk[]): void {
  if (chunks.length === 0) {
    throw new UnreadableDocument('document_empty', 'No readable text was found in the document.')
  }
  if (chunks.length > MAX_CHUNKS) {
    const message = `The document is too long: it makes ${chunks.length} chunks, ${MAX_CHUNKS} are possible. Split it into several.`
    throw new UnreadableDocument('payload_too_large', message)
  }
}

function toStaged({ ordinal, start, end, headings, page }: Chunk, text: string, title: string): StagedChunk {
  return {
    ordinal,
    start,
    end,
    heading: headings.length === 0 ? null : headings.join(' > '),
    page: page ?? null,
    text: text.slice(start, end),
    title,
  }
}

async function defer(run: Run, job: Job): Promise<StepOutcome> {
  await askCorpus(run, (corpus, caller) => corpus.defer(caller, [job], NO_ORIGINAL))
  return 'stopped'
}

async function fail(run: Run, job: Job, problem: Problem): Promise<StepOutcome> {
  const { documentId, version } = job
  run.log.warn('document cannot be read', { documentId, version, errorCode: problem.code })
  await askCorpus(run, (corpus, caller) => corpus.fail(caller, job, problem))
  return 'stopped'
}
