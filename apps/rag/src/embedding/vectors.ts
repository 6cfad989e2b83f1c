import { call } from '@bulkhead/calls/call'
import { within } from '@bulkhead/calls/deadline'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'
import * as z from 'zod/mini'

import type { VectorMatch } from '../corpus-protocol.ts'
import { DELETE_BY_IDS_MAX, GET_BY_IDS_MAX, GETS_AT_ONCE, PATIENCE, VECTOR_TOP_K } from '../limits.ts'
import { parseVectorId, tenantTag, vectorId, vectorNamespace } from '../names.ts'
import type { Run } from '../run.ts'

/** Replies are read as strictly as a client's input: a malformed one is a failed attempt. */
const Match = z.object({ id: z.string(), score: z.number() })
const Matches = z.object({ matches: z.array(Match) })
const Found = z.array(z.object({ id: z.string() }))
const Values = z.union([z.array(z.number()), z.instanceof(Float32Array), z.instanceof(Float64Array)])
const Read = z.array(z.object({ id: z.string(), values: Values }))

const NO_DEADLINE = Number.POSITIVE_INFINITY

export interface VectorRecord {
  readonly prefix: string
  readonly ordinal: number
  readonly values: readonly number[]
}

/** Who asks Vectorize, and for how long. */
type Asker = Pick<Run, 'ctx' | 'log'>

/** Hands vectors to Vectorize; it applies them later, in order. Twice is once: the ids are the same. */
export async function upsertVectors(
  tenantId: TenantId,
  index: Vectorize,
  records: readonly VectorRecord[],
): Promise<void> {
  const namespace = vectorNamespace(tenantId)
  const vectors = records.map(({ prefix, ordinal, values }) => ({
    id: vectorId(prefix, ordinal),
    namespace,
    values: [...values],
  }))
  await call(PATIENCE.vectorize, NO_DEADLINE, () => index.upsert(vectors))
}

/** Which of these vectors Vectorize has applied. Ids are never used twice, so presence is the proof. */
export async function presentVectors(index: Vectorize, ids: readonly string[]): Promise<Set<string>> {
  const present = new Set<string>()
  for (let from = 0; from < ids.length; from += GET_BY_IDS_MAX) {
    const some = ids.slice(from, from + GET_BY_IDS_MAX)
    const found = await call(PATIENCE.vectorize, NO_DEADLINE, async () =>
      Found.parse(await index.getByIds(some)),
    )
    for (const { id } of found) present.add(id)
  }
  return present
}

export async function deleteVectors(
  index: Vectorize,
  prefix: string,
  from: number,
  to: number,
): Promise<number> {
  const until = Math.min(to, from + DELETE_BY_IDS_MAX)
  const ids = Array.from({ length: until - from }, (_, offset) => vectorId(prefix, from + offset))
  await call(PATIENCE.vectorize, NO_DEADLINE, () => index.deleteByIds(ids))
  return until
}

/**
 * The nearest vectors of the tenant, ids only. What is not made by this tenant is dropped and reported: the
 * namespace should have kept it out, so somebody must look.
 */
export async function nearestVectors(
  run: Asker,
  index: Vectorize,
  values: readonly number[],
): Promise<VectorMatch[]> {
  const { tenantId, deadline } = run.ctx
  const startMs = Date.now()
  try {
    const options = {
      namespace: vectorNamespace(tenantId),
      topK: VECTOR_TOP_K,
      returnValues: false,
      returnMetadata: 'none',
    } as const
    const { matches } = await call(PATIENCE.search, deadline, async () =>
      Matches.parse(await within(PATIENCE.search.attemptMs, index.query([...values], options))),
    )
    countQuery(run, 'ok', startMs)
    return await ownMatches(run, matches)
  } catch (thrown) {
    countQuery(run, 'error', startMs)
    throw thrown
  }
}

/**
 * Exactly these vectors, compared with the query here, best first. For few: Vectorize gives out no more than
 * 20 at once.
 */
export async function comparedVectors(
  run: Asker,
  index: Vectorize,
  { ids, query }: { readonly ids: readonly string[]; readonly query: readonly number[] },
): Promise<VectorMatch[]> {
  const batches = Array.from({ length: Math.ceil(ids.length / GET_BY_IDS_MAX) }, (_, at) =>
    ids.slice(at * GET_BY_IDS_MAX, (at + 1) * GET_BY_IDS_MAX),
  )
  const found: z.infer<typeof Match>[] = []
  const readOn = async () => {
    for (let some = batches.pop(); some !== undefined; some = batches.pop()) {
      const wanted = some
      const vectors = await call(PATIENCE.search, run.ctx.deadline, async () =>
        Read.parse(await within(PATIENCE.search.attemptMs, index.getByIds(wanted))),
      )
      found.push(...vectors.map(({ id, values }) => ({ id, score: cosine(values, query) })))
    }
  }
  await Promise.all(Array.from({ length: GETS_AT_ONCE }, readOn))
  return ownMatches(run, found.sort(byScore))
}

function byScore(one: z.infer<typeof Match>, other: z.infer<typeof Match>): number {
  return other.score - one.score || (one.id < other.id ? -1 : 1)
}

/** @throws Error for vectors of different widths: they are of two models. */
function cosine(values: ArrayLike<number>, query: readonly number[]): number {
  if (values.length !== query.length) throw new Error('vectors of two widths cannot be compared')
  let [dot, own, other] = [0, 0, 0]
  for (const [at, wanted] of query.entries()) {
    const value = values[at] ?? 0
    dot += value * wanted
    own += value * value
    other += wanted * wanted
  }
  return own === 0 || other === 0 ? 0 : dot / Math.sqrt(own * other)
}

function countQuery({ ctx: { tenantId }, log }: Asker, status: 'ok' | 'error', startMs: number): void {
  log.info('vector query', { tenantId, outcome: status, latencyMs: Date.now() - startMs })
}

async function ownMatches(
  { ctx, log }: Asker,
  matches: readonly z.infer<typeof Match>[],
): Promise<VectorMatch[]> {
  const own = await tenantTag(ctx.tenantId)
  const kept: VectorMatch[] = []
  for (const { id, score } of matches) {
    const parts = parseVectorId(id)
    if (parts?.tag === own) kept.push({ ...parts, score })
  }
  const foreign = matches.filter(({ id }) => parseVectorId(id)?.tag !== own).length
  if (foreign > 0) {
    log.error('isolation alarm: foreign vectors in a search', { target: 'vectorize', count: foreign })
  }
  return kept
}
