import { busiestShare, peakRequests, type Demand } from './demand.ts'

/** One part of the system, what it has to bear and what it can. */
export interface Bound {
  readonly part: string
  readonly load: (demand: Demand) => number
  readonly bears: number
  readonly unit: string
  /** What is done when it is reached. */
  readonly whenFull: string
}

const BYTES_A_TENANT = 6_000
const GIGABYTE = 1_000 ** 3
/** Text, its word index and its row (`pnpm bench corpus`, `pnpm eval:index`). */
const BYTES_A_CHUNK = 2_400
const OBJECT_BYTES = 10 * GIGABYTE

const stored = ({ tenants, active, documents, chunksPerDocument }: Demand) =>
  tenants * active * documents * chunksPerDocument

/** In the order of the page: what belongs to one tenant, then what all share. */
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
    whenFull: '`rag.maxDocuments` and `rag.maxBytes` bound it; then a corpus in several objects (not built)',
  },
  {
    part: 'metrics by tenant',
    load: ({ tenants, active }) => tenants * active,
    bears: 200,
    unit: 'tenants',
    whenFull: 'later tenants are counted together as `other`; usage, requests and logs stay exact by tenant',
  },
  {
    part: 'keeping tenants warm',
    load: ({ tenants, active }) => tenants * active * 0.1,
    bears: 300,
    unit: 'objects/min',
    whenFull: 'keep `tier: "production"` for those who pay for it; others start cold, some 100 ms',
  },
  {
    part: 'vectors of the Vectorize index',
    load: stored,
    bears: 10_000_000,
    unit: 'vectors',
    whenFull: 'a second deployment for new tenants; index slots are not built',
  },
  {
    part: 'namespaces of the Vectorize index',
    load: ({ tenants, active }) => tenants * active,
    bears: 50_000,
    unit: 'tenants',
    whenFull: 'the same',
  },
  {
    part: 'ingest queue',
    load: ({ tenants, active, uploadsPerDay, peak }) => (tenants * active * uploadsPerDay * peak) / 86_400,
    bears: 5_000,
    unit: 'messages/s',
    whenFull: 'uploads wait; nothing is lost, since the row in the Corpus is the truth',
  },
  {
    part: 'Registry',
    load: ({ tenants }) => tenants,
    bears: 100_000,
    unit: 'tenants',
    whenFull: "shards: the object's name has a number for that; a second one is not built",
  },
  {
    part: 'rows of the Registry',
    load: ({ tenants }) => tenants * BYTES_A_TENANT,
    bears: OBJECT_BYTES,
    unit: 'bytes',
    whenFull: 'the same',
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
