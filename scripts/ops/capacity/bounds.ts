import {
  answersPerMinute,
  busiestShare,
  embeddingsPerMinute,
  peakRequests,
  peakRequestsByTenant,
  type Demand,
} from './demand.ts'

/** One part of the system, what it has to bear and what it can. */
export interface Bound {
  readonly part: string
  readonly load: (demand: Demand) => number
  readonly bears: number
  readonly unit: string
  /** What is done when it is reached. */
  readonly whenFull: string
  /** Grows with the tenants, and another deployment has one of its own. Left out: a deployment works on without. */
  readonly splits?: true
}

const BYTES_A_TENANT = 6_000
const GIGABYTE = 1_000 ** 3
/** Text, its word index and its row (`pnpm bench corpus`, `pnpm eval:index`). */
const BYTES_A_CHUNK = 2_400
const OBJECT_BYTES = 10 * GIGABYTE
/** A home object reports each use, but no more often than this (`USES_EVERY_MS` of rate-limit). */
export const REPORT_EVERY_SECONDS = 30
/** A completion is logged by gateway and chat. */
const LINES_A_REQUEST = 2

const another = 'another deployment for new tenants: an environment with its own `suffix`'

const activeOf = ({ tenants, active }: Demand) => tenants * active
const stored = (demand: Demand) => activeOf(demand) * demand.documents * demand.chunksPerDocument

/** To the Registry, of when keys were used and where each tenant stands, in the busiest second. */
export function reportsPerSecond(demand: Demand): number {
  let sum = 0
  for (const requests of peakRequestsByTenant(demand)) sum += Math.min(requests, 1 / REPORT_EVERY_SECONDS)
  return sum
}

/** In the order of the page: what belongs to one tenant, what a deployment shares, what the account shares. */
export const BOUNDS: readonly Bound[] = [
  {
    part: "busiest tenant's home object",
    load: (demand) => peakRequests(demand) * busiestShare(demand),
    bears: 1_000,
    unit: 'requests/s',
    whenFull: 'leases admit its requests in the gateway; `rateLimit.shards` spreads its request limit',
  },
  {
    part: "largest tenant's Corpus",
    load: (demand) => stored(demand) * busiestShare(demand) * BYTES_A_CHUNK,
    bears: OBJECT_BYTES,
    unit: 'bytes',
    whenFull: '`rag.maxBytes` bounds it; then several tenants for one customer; a split corpus is not built',
  },
  {
    part: 'metrics by tenant',
    load: activeOf,
    bears: 200,
    unit: 'tenants',
    whenFull: 'later tenants are counted together as `other`; usage, requests and logs stay exact by tenant',
  },
  {
    part: 'keeping tenants warm',
    load: (demand) => activeOf(demand) * 0.1,
    bears: 300,
    unit: 'objects/min',
    whenFull: 'keep `tier: "production"` for those who pay for it; others start cold, some 100 ms',
  },
  {
    part: 'vectors of the Vectorize index',
    load: stored,
    bears: 20_000_000,
    unit: 'vectors',
    whenFull: another,
    splits: true,
  },
  {
    part: 'namespaces of the Vectorize index',
    load: activeOf,
    bears: 50_000,
    unit: 'tenants',
    whenFull: another,
    splits: true,
  },
  {
    part: 'ingest queue',
    load: (demand) => (activeOf(demand) * demand.uploadsPerDay * demand.peak) / 86_400,
    bears: 5_000,
    unit: 'messages/s',
    whenFull: 'uploads wait; nothing is lost, since the row in the Corpus is the truth',
  },
  {
    part: 'reports to the Registry',
    load: reportsPerSecond,
    bears: 500,
    unit: 'reports/s',
    whenFull: another,
    splits: true,
  },
  {
    part: 'tenants of the Registry',
    load: ({ tenants }) => tenants,
    bears: 100_000,
    unit: 'tenants',
    whenFull: another,
    splits: true,
  },
  {
    part: 'rows of the Registry',
    load: ({ tenants }) => tenants * BYTES_A_TENANT,
    bears: OBJECT_BYTES,
    unit: 'bytes',
    whenFull: another,
    splits: true,
  },
  {
    part: 'tenants as files',
    load: ({ tenants }) => tenants,
    bears: 10_000,
    unit: 'tenants',
    whenFull: 'make tenants with the API; one `tenants apply` takes 10,000',
  },
  {
    part: 'one export of all usage',
    load: ({ tenants }) => tenants,
    bears: 10_000,
    unit: 'tenants',
    whenFull: 'export tenant by tenant (`--tenant`)',
  },
  {
    part: 'lines of requests to look back at',
    load: (demand) => peakRequests(demand) * LINES_A_REQUEST,
    bears: 8_000,
    unit: 'lines/s',
    whenFull: 'some requests are missing on the console; Workers Logs has all of them',
  },
  {
    part: 'one text model of Workers AI',
    load: answersPerMinute,
    bears: 300,
    unit: 'requests/min',
    whenFull: 'fallback models, other providers, or a higher limit from Cloudflare',
  },
  {
    part: 'embeddings of Workers AI',
    load: embeddingsPerMinute,
    bears: 3_000,
    unit: 'requests/min',
    whenFull: 'searches go by words, uploads wait; an embedding server of your own, or a higher limit',
  },
]

/** Parts by how much of what they bear is used, the fullest first. */
export function ranked(
  demand: Demand,
): { readonly bound: Bound; readonly load: number; readonly share: number }[] {
  return BOUNDS.map((bound) => {
    const load = bound.load(demand)
    return { bound, load, share: load / bound.bears }
  }).toSorted((a, b) => b.share - a.share)
}

/** How many deployments take these tenants, and the part that decides it. */
export function deploymentsFor(demand: Demand): { readonly count: number; readonly part: string } {
  const fullest = ranked(demand).find(({ bound }) => bound.splits)
  return { count: Math.max(1, Math.ceil(fullest?.share ?? 0)), part: fullest?.bound.part ?? '' }
}
