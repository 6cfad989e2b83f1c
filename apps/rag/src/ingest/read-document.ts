import type { Extracted } from '@bulkhead/contracts/extract'
import type { PageStart } from '@bulkhead/contracts/rag'

import { askCorpus } from '../ask-corpus.ts'
import { chunkDocument, type Chunk } from '../chunking/chunk-document.ts'
import type { Deferral, Job, StagedChunk } from '../corpus-protocol.ts'
import { MAX_CHUNKS, READING_WEIGHT, STAGE_CHUNKS } from '../limits.ts'
import { extractText, ReaderEnded } from '../reading/extract-text.ts'
import { fetchOriginal } from '../reading/fetch-original.ts'
import { ReadingRoom } from '../reading/reading-room.ts'
import { UnreadableDocument } from '../reading/unreadable-document.ts'
import type { Run } from '../run.ts'
import { NO_ORIGINAL, NO_READER } from './deferrals.ts'
import type { StepOutcome } from './step.ts'

/**
 * Of the whole isolate: batches of many tenants may be at it at the same time, and a large file takes much of
 * its memory.
 */
const room = new ReadingRoom()

/** Whether a document of that size would be read now, and not wait for larger ones. */
export function hasRoomFor({ bytes, format }: Pick<Job, 'bytes' | 'format'>): boolean {
  return room.hasRoomFor(bytes * (READING_WEIGHT[format] ?? 1))
}

/**
 * Fetches documents from R2, has them read, cuts them up and makes them searchable by words. What cannot be
 * read fails with a reason; while R2 or the reader is unavailable, the document waits.
 */
export async function readDocument(run: Run, jobs: readonly Job[]): Promise<StepOutcome> {
  for (const job of jobs) {
    const weight = job.bytes * (READING_WEIGHT[job.format] ?? 1)
    const outcome = await room.through(weight, () => readOne(run, job))
    if (outcome === 'stopped') return outcome
  }
  return 'done'
}

async function readOne(run: Run, job: Job): Promise<StepOutcome> {
  const startMs = Date.now()
  try {
    const original = await fetchOriginal(run, job.objectKey)
    if (original === undefined) return await defer(run, job, NO_ORIGINAL)
    const extracted = await extractText(run, job, original)
    if (extracted === undefined) return await defer(run, job, NO_READER)
    if (!(await stageAll(run, job, extracted, original.fileName))) return 'stopped'
    const { documentId, version } = job
    const latencyMs = Date.now() - startMs
    run.log.info('document read', { documentId, version, stage: 'extract', latencyMs })
    return 'done'
  } catch (thrown) {
    if (thrown instanceof ReaderEnded) return await countDeath(run, job, thrown)
    if (!(thrown instanceof UnreadableDocument)) throw thrown
    return await fail(run, job, thrown)
  }
}

async function stageAll(
  run: Run,
  job: Job,
  { text, blocks, title: ownTitle }: Extracted,
  fileName: string | undefined,
): Promise<boolean> {
  const title = job.title ?? ownTitle ?? firstHeading(blocks) ?? fileName ?? job.documentId
  const chunks = chunkDocument(text, blocks, job)
  refuseExtremes(chunks)
  for (let from = 0; from < chunks.length; from += STAGE_CHUNKS) {
    const some = chunks.slice(from, from + STAGE_CHUNKS).map((chunk) => toStaged(chunk, text, title))
    if (!(await askCorpus(run, (corpus, caller) => corpus.stage(caller, job, from, some)))) return false
  }
  return askCorpus(run, (corpus, caller) => corpus.publish(caller, job, title))
}

/** The title of a document that came without one. */
function firstHeading(blocks: Extracted['blocks']): string | undefined {
  return blocks.find(({ heading }) => heading !== undefined && heading.title !== '')?.heading?.title
}

function refuseExtremes({ length }: readonly Chunk[]): void {
  if (length === 0) {
    const message = 'No readable text was found in the document.'
    throw new UnreadableDocument({ code: 'document_empty', message })
  }
  if (length > MAX_CHUNKS) {
    const message = `The document is too long: it makes ${length} chunks, ${MAX_CHUNKS} are possible. Split it into several.`
    throw new UnreadableDocument({ code: 'payload_too_large', message })
  }
}

function toStaged(chunk: Chunk, text: string, title: string): StagedChunk {
  const { ordinal, start, end, headings, page, pages, lead } = chunk
  const before = lead === undefined ? '' : `${text.slice(lead.start, lead.end)}\n`
  return {
    ordinal,
    start,
    end,
    heading: headings.length === 0 ? null : headings.join(' > '),
    page: page ?? null,
    ...(pages === undefined ? {} : { pages: pages.map((each) => moved(each, before.length - start)) }),
    text: before + text.slice(start, end),
    title,
  }
}

/** The header above a table stands on the page of the first row here, for all that is known. */
function moved({ start, page }: PageStart, by: number): PageStart {
  return { start: start + by, page }
}

async function defer(run: Run, job: Job, deferral: Deferral): Promise<StepOutcome> {
  await askCorpus(run, (corpus, caller) => corpus.defer(caller, [job], deferral))
  return 'stopped'
}

async function countDeath(run: Run, job: Job, { cause }: ReaderEnded): Promise<StepOutcome> {
  const { documentId, version } = job
  const hasFailed = await askCorpus(run, (corpus, caller) => corpus.readerEnded(caller, job))
  const errorCode = hasFailed ? 'document_too_complex' : 'reader_ended'
  run.log.warn(
    'document ended its reader',
    { documentId, version, errorCode, target: 'extract' },
    { thrown: cause },
  )
  return 'stopped'
}

async function fail(run: Run, job: Job, { problem }: UnreadableDocument): Promise<StepOutcome> {
  const { documentId, version } = job
  run.log.warn('document cannot be read', { documentId, version, errorCode: problem.code })
  await askCorpus(run, (corpus, caller) => corpus.fail(caller, job, problem))
  return 'stopped'
}
