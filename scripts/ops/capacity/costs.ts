import type { Demand } from './demand.ts'
import { PRICES } from './prices.ts'

/**
 * What one request of a kind causes. Completions as `pnpm bench cost` counts them: a busy tenant's share their
 * writes, a quiet one's (one in seconds or rarer) each pay for their own. Turns and searches by the writes of
 * their code: a turn's object waits 8 s for the model and writes its events each second.
 */
const CAUSES = {
  completion: { requests: 1, cpuMs: 2, objectCalls: 0.15, objectSeconds: 0.01, rows: 0.06 },
  quietCompletion: { requests: 1, cpuMs: 2, objectCalls: 2.02, objectSeconds: 0.02, rows: 2.02 },
  turn: { requests: 1, cpuMs: 8, objectCalls: 10, objectSeconds: 8.5, rows: 28 },
  search: { requests: 1, cpuMs: 6, objectCalls: 3, objectSeconds: 0.1, rows: 1 },
} as const
type Kind = keyof typeof CAUSES

/** One in ten seconds. */
const QUIET_PER_DAY = 8_640
const DIMENSIONS = 1_024
const DAYS = 30
const GIGABYTE = 1_000 ** 3
const TOKENS_A_CHUNK = 250
const TOKENS_A_QUERY = 20
/** Rows of a chunk: its text, its words, and both again when its version is replaced. */
const ROWS_A_CHUNK = 4
const BYTES_A_CHUNK = 2_400

/** What one request of a kind costs at the platform, the model left out. */
export function platformCost(kind: Kind): number {
  const { requests, cpuMs, objectCalls, objectSeconds, rows } = CAUSES[kind]
  const vectors =
    kind === 'search'
      ? DIMENSIONS * PRICES.vectorQueriedDimension + TOKENS_A_QUERY * PRICES.embeddingToken
      : 0
  return (
    requests * PRICES.request +
    cpuMs * PRICES.cpuMs +
    objectCalls * PRICES.objectCall +
    objectSeconds * PRICES.objectSecond +
    rows * PRICES.rowWritten +
    vectors
  )
}

/** What storing and indexing one document of so many chunks costs once. */
export function uploadCost({ chunksPerDocument }: Demand): number {
  const tokens = chunksPerDocument * TOKENS_A_CHUNK * PRICES.embeddingToken
  const rows = chunksPerDocument * ROWS_A_CHUNK * PRICES.rowWritten
  return PRICES.request + PRICES.bucketWrite + 3 * PRICES.queueOperation + rows + tokens
}

export interface Month {
  readonly part: string
  readonly dollars: number
}

/** A month of one active tenant, by what it is for. */
export function monthOfTenant(demand: Demand): readonly Month[] {
  const { completionsPerDay, turnsPerDay, searchesPerDay, uploadsPerDay } = demand
  const { promptTokens, completionTokens, promptPrice, completionPrice } = demand
  const completions = completionsPerDay < QUIET_PER_DAY ? 'quietCompletion' : 'completion'
  const answers = (completionsPerDay + turnsPerDay) * DAYS
  const answer = (promptTokens * promptPrice + completionTokens * completionPrice) / 1_000_000
  return [
    { part: 'completions', dollars: completionsPerDay * DAYS * platformCost(completions) },
    { part: 'turns of sessions', dollars: turnsPerDay * DAYS * platformCost('turn') },
    { part: 'searches', dollars: searchesPerDay * DAYS * platformCost('search') },
    { part: 'uploads', dollars: uploadsPerDay * DAYS * uploadCost(demand) },
    { part: 'storage', dollars: storageCost(demand) },
    { part: 'the model', dollars: answers * answer },
  ]
}

/** Originals, passages with their words, and vectors. */
function storageCost({ documents, chunksPerDocument, kilobytesPerDocument }: Demand): number {
  const chunks = documents * chunksPerDocument
  return (
    ((documents * kilobytesPerDocument * 1_000) / GIGABYTE) * PRICES.bucketGigabyteMonth +
    ((chunks * BYTES_A_CHUNK) / GIGABYTE) * PRICES.objectGigabyteMonth +
    chunks * DIMENSIONS * PRICES.vectorStoredDimensionMonth
  )
}

/** Of everybody, with the plan. */
export function monthOfAll(demand: Demand): number {
  const one = monthOfTenant(demand).reduce((sum, { dollars }) => sum + dollars, 0)
  return PRICES.plan + one * demand.tenants * demand.active
}
