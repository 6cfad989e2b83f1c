/** What tenants ask for; each is an average over all of them unless it says otherwise. */
export interface Demand {
  readonly tenants: number
  /** Share of tenants that send anything in a month. */
  readonly active: number
  /** Of an active tenant, in a day. */
  readonly completionsPerDay: number
  readonly turnsPerDay: number
  readonly searchesPerDay: number
  readonly uploadsPerDay: number
  /** Stored by an active tenant. */
  readonly documents: number
  readonly chunksPerDocument: number
  readonly kilobytesPerDocument: number
  /** Of a completion or turn, for the model's own price. */
  readonly promptTokens: number
  readonly completionTokens: number
  /** US dollars for a million tokens of the model. */
  readonly promptPrice: number
  readonly completionPrice: number
  /** The busiest second of a day over its average. */
  readonly peak: number
  /** How unequal tenants are: the share of the n-th busiest falls like 1/n to this power. */
  readonly skew: number
}

/** Of a small business with a support assistant. */
export const TYPICAL: Demand = {
  tenants: 1_000,
  active: 0.6,
  completionsPerDay: 100,
  turnsPerDay: 50,
  searchesPerDay: 50,
  uploadsPerDay: 2,
  documents: 200,
  chunksPerDocument: 10,
  kilobytesPerDocument: 100,
  promptTokens: 1_500,
  completionTokens: 300,
  promptPrice: 0.293,
  completionPrice: 2.253,
  peak: 5,
  skew: 0.9,
}

/** The busiest tenant's share of everything: the first term of the series over all of it. */
export function busiestShare(demand: Demand): number {
  const { many, skew } = ranks(demand)
  let sum = 0
  for (let rank = 1; rank <= many; rank++) sum += rank ** -skew
  return 1 / sum
}

/** What each tenant asks for in the busiest second, the busiest first. */
export function* peakRequestsByTenant(demand: Demand): Generator<number> {
  const { many, skew } = ranks(demand)
  const first = peakRequests(demand) * busiestShare(demand)
  for (let rank = 1; rank <= many; rank++) yield first * rank ** -skew
}

function ranks({ tenants, active, skew }: Demand) {
  return { many: Math.max(1, Math.round(tenants * active)), skew }
}

const SECONDS_A_DAY = 86_400
const MINUTES_A_DAY = 1_440
/** Passages in one call to the model (`EMBED_BATCH` of rag). */
const PASSAGES_A_CALL = 16

/** Requests to the model in the busiest minute. */
export function answersPerMinute({ tenants, active, completionsPerDay, turnsPerDay, peak }: Demand): number {
  return (tenants * active * (completionsPerDay + turnsPerDay) * peak) / MINUTES_A_DAY
}

/** Requests to the embedding model in the busiest minute: a query each, and the passages of uploads. */
export function embeddingsPerMinute(demand: Demand): number {
  const { tenants, active, searchesPerDay, uploadsPerDay, chunksPerDocument, peak } = demand
  const calls = searchesPerDay + uploadsPerDay * Math.ceil(chunksPerDocument / PASSAGES_A_CALL)
  return (tenants * active * calls * peak) / MINUTES_A_DAY
}

/** Requests of all tenants in the busiest second. */
export function peakRequests(demand: Demand): number {
  const { tenants, active, completionsPerDay, turnsPerDay, searchesPerDay, uploadsPerDay, peak } = demand
  const perTenant = completionsPerDay + turnsPerDay + searchesPerDay + uploadsPerDay
  return (tenants * active * perTenant * peak) / SECONDS_A_DAY
}

/** What each input means, as the page and `--help` say it. */
export const MEANINGS: Readonly<Record<keyof Demand, string>> = {
  tenants: 'tenants in all',
  active: 'share of them that send anything in a month',
  completionsPerDay: 'completions of an active tenant in a day',
  turnsPerDay: 'messages in sessions, the same',
  searchesPerDay: 'searches, the same',
  uploadsPerDay: 'uploads, the same',
  documents: 'documents that an active tenant stores',
  chunksPerDocument: 'passages of a document, of 250 tokens each',
  kilobytesPerDocument: 'size of its original',
  promptTokens: 'tokens of a prompt, with its history and sources',
  completionTokens: 'tokens of an answer',
  promptPrice: 'US dollars for a million tokens of prompt',
  completionPrice: 'US dollars for a million tokens of answer',
  peak: 'the busiest second of a day over its average',
  skew: 'how unequal tenants are: the n-th busiest has a share like 1/n to this power',
}
