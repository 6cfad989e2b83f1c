import { setTimeout as sleep } from 'node:timers/promises'

import { Client, localKey } from '@bulkhead/harness/client'
import { Random } from '@bulkhead/harness/random'
import { startProcess, type BulkheadProcess } from '@bulkhead/harness/start-process'

export interface CrashDrill {
  readonly seed: number
  readonly rounds: number
  readonly documents: number
  readonly stateDir: string
}

export interface CrashRound {
  readonly killedAt: string
  /** How many uploads had been answered before the kill. */
  readonly accepted: number
  readonly indexed: number
  readonly failed: number
  /** From the restart until no document was being ingested. */
  readonly seconds: number
  readonly problems: readonly string[]
}

const TENANT = 'umbrella'
const UPLOADS_AT_ONCE = 16
/** One in so many is no JSON, and must end `failed`. */
const BROKEN_EVERY = 20
const MOST_SECTIONS = 4
const SETTLE_TIMEOUT_MS = 240_000

interface Sample {
  readonly id: string
  /** Is once in each chunk, and in no other document. */
  readonly mark: string
  /** Undefined: cannot be read. */
  readonly chunks?: number
  readonly body: object
}

type Listed = {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly chunks: number
  readonly error?: { readonly code: string; readonly message: string }
}

/**
 * Sends documents, kills every process at a random moment of their ingestion, starts again, and checks: each is `indexed` or `failed` with a
 * reason, and none is there twice. State goes on from round to round, so that later rounds find the left-overs of earlier ones.
 */
export async function* crashRounds({
  seed,
  rounds,
  documents,
  stateDir,
}: CrashDrill): AsyncGenerator<CrashRound> {
  const random = new Random(seed)
  const known: Sample[] = []
  for (let round = 0; round < rounds; round++) {
    const samples = Array.from({ length: documents }, (_, index) => sampleOf(round, index))
    known.push(...samples)
    yield await crashRound(stateDir, random, samples, known)
  }
}

async function crashRound(
  stateDir: string,
  random: Random,
  samples: readonly Sample[],
  known: readonly Sample[],
): Promise<CrashRound> {
  const { killedAt, unanswered } = await ingestAndKill(stateDir, random, samples)
  const bulkhead = await startProcess({ stateDir })
  try {
    const client = clientOf(bulkhead)
    const startMs = Date.now()
    // A client without an answer repeats its request.
    await send(client, unanswered, () => true)
    const listed = await untilSettled(client)
    const seconds = (Date.now() - startMs) / 1_000
    const problems = [...problemsOf(listed, known), ...(await problemsOfSearches(client, samples))]
    const count = (status: string) =>
      listed.filter((document) => document.status === status && samples.some(({ id }) => id === document.id))
        .length
    return {
      killedAt,
      accepted: samples.length - unanswered.length,
      indexed: count('indexed'),
      failed: count('failed'),
      seconds,
      problems,
    }
  } finally {
    await bulkhead.stop()
  }
}

const clientOf = ({ fetch }: BulkheadProcess) => new Client(fetch, localKey(TENANT))

/** The kill comes after a random number of uploads, or of finished documents: every part of the way is as likely as every other. */
async function ingestAndKill(stateDir: string, random: Random, samples: readonly Sample[]) {
  const bulkhead = await startProcess({ stateDir })
  const client = clientOf(bulkhead)
  const count = random.below(samples.length)
  const isBySent = random.below(2) === 0
  const reached = Promise.withResolvers<void>()
  let isOver = false
  const sending = send(client, samples, (answered) => {
    if (isBySent && answered >= count) reached.resolve()
    return !isOver
  })
  await (isBySent ? reached.promise : untilDone(client, samples, count))
  await sleep(random.below(500))
  isOver = true
  await bulkhead.kill()
  const unanswered = await sending
  return { killedAt: `${count} of ${samples.length} ${isBySent ? 'sent' : 'done'}`, unanswered }
}

/** Sends until `goesOn` says no. @returns those without an answer */
async function send(
  client: Client,
  samples: readonly Sample[],
  goesOn: (answered: number) => boolean,
): Promise<Sample[]> {
  const waiting = [...samples]
  const unanswered: Sample[] = []
  let answered = 0
  const sender = async () => {
    for (let sample = waiting.shift(); sample !== undefined; sample = waiting.shift()) {
      const isSent = goesOn(answered) && (await isTaken(client, sample))
      if (isSent) goesOn(++answered)
      else unanswered.push(sample)
    }
  }
  goesOn(answered)
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, sender))
  return unanswered
}

async function isTaken(client: Client, { body }: Sample): Promise<boolean> {
  try {
    return (await client.post('/v1/documents', body)).status === 202
  } catch {
    return false
  }
}

async function untilDone(client: Client, samples: readonly Sample[], count: number): Promise<void> {
  const ids = new Set(samples.map(({ id }) => id))
  const isEnough = (listed: readonly Listed[]) =>
    listed.filter(({ id, status }) => ids.has(id) && (status === 'indexed' || status === 'failed')).length >=
    count
  while (!isEnough(await listAll(client))) await sleep(50)
}

async function untilSettled(client: Client): Promise<Listed[]> {
  const endMs = Date.now() + SETTLE_TIMEOUT_MS
  for (;;) {
    const listed = await listAll(client)
    const open = listed.filter(({ status }) => status !== 'indexed' && status !== 'failed')
    if (open.length === 0 || Date.now() > endMs) return listed
    await sleep(250)
  }
}

async function listAll(client: Client): Promise<Listed[]> {
  const all: Listed[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await client.get(
      `/v1/documents?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    all.push(...body.data)
    cursor = body.nextCursor
  }
  return all
}

function problemsOf(listed: readonly Listed[], known: readonly Sample[]): string[] {
  const problems: string[] = []
  if (listed.length !== known.length) problems.push(`${listed.length} documents instead of ${known.length}`)
  for (const { id, chunks } of known) {
    const found = listed.filter((document) => document.id === id)
    const [document] = found
    if (document === undefined || found.length > 1) problems.push(`${id} is there ${found.length} times`)
    else if (document.version !== 1) problems.push(`${id} has become version ${document.version}`)
    else if (chunks === undefined ? !isFailedWithReason(document) : document.status !== 'indexed')
      problems.push(`${id} is ${document.status}: ${JSON.stringify(document.error)}`)
    else if (document.chunks !== (chunks ?? 0)) problems.push(`${id} has ${document.chunks} chunks`)
  }
  return problems
}

function isFailedWithReason({ status, error }: Listed): boolean {
  return status === 'failed' && error !== undefined && error.code !== '' && error.message.length > 20
}

/** Every chunk is found once by its words, and no chunk has two vectors. */
async function problemsOfSearches(client: Client, samples: readonly Sample[]): Promise<string[]> {
  const problems: string[] = []
  for (const { id, mark, chunks = 0 } of samples) {
    const words = await client.post('/v1/search', { query: mark, mode: 'words', topK: 50 })
    const vectors = await client.post('/v1/search', { query: mark, mode: 'vector', topK: 50 })
    const chunkIds = words.body.results.map(({ chunkId }: { chunkId: string }) => chunkId)
    const strangers = words.body.results.filter(({ documentId }: { documentId: string }) => documentId !== id)
    const near = vectors.body.results.map(({ chunkId }: { chunkId: string }) => chunkId)
    if (strangers.length > 0 || chunkIds.length !== chunks || new Set(chunkIds).size !== chunks)
      problems.push(`${id}: the words of its ${chunks} chunks find ${chunkIds.join(' ')}`)
    if (new Set(near).size !== near.length) problems.push(`${id}: a search by vectors finds a chunk twice`)
  }
  return problems
}

function sampleOf(round: number, index: number): Sample {
  const id = `r${round}-d${index}`
  const mark = `mark${round}x${index}z`
  if (index % BROKEN_EVERY === BROKEN_EVERY - 1) {
    return { id, mark, body: { id, title: id, format: 'json', text: `{"${mark}": ` } }
  }
  const chunks = 1 + (index % MOST_SECTIONS)
  const sections = Array.from(
    { length: chunks },
    (_, section) => `## Part ${section}\n\nThe hull of ${mark} has a bulkhead in part ${section}.`,
  )
  return { id, mark, chunks, body: { id, title: id, format: 'markdown', text: sections.join('\n\n') } }
}
