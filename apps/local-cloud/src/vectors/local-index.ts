import { Log } from '@bulkhead/logging/log'
import { migrate } from '@bulkhead/worker/migrate'
// oxlint-disable-next-line no-restricted-imports -- a stand-in's: it has no tenant
import { DurableObject } from 'cloudflare:workers'

import { DEFAULT_MUTATION_DELAY_MS } from '../limits.ts'
import type { Settings } from '../settings.ts'
import { IndexStore, type Change, type StoredVector } from './index-store.ts'
import { MIGRATIONS } from './migrations.ts'
import { keep, NamespaceVectors, type Scored } from './namespace-vectors.ts'
import { matchesFilter } from './vector-filter.ts'

/** A search as the index sees it, checked by its caller. */
export interface Search {
  readonly values: Float32Array
  readonly topK: number
  /** Undefined searches every namespace, as the real index does. */
  readonly namespace: string | undefined
  readonly filter: VectorizeVectorMetadataFilter | undefined
  /** Whether the matches carry values and metadata. */
  readonly withContent: boolean
}

export interface Match extends Scored {
  readonly vector: StoredVector | undefined
}

export interface IndexState {
  readonly vectorCount: number
  readonly processed: { readonly mutation: string; readonly accepted_ms: number } | undefined
}

/**
 * One vector index with Vectorize's habit of showing mutations late: they are rows until their time has come, and whoever calls next carries
 * them out first, so nothing is lost by eviction or restart. It plays a foreign service, so it has no boundary() and counts no invocations.
 */
export class LocalIndex extends DurableObject<Settings> {
  readonly #store: IndexStore
  /** Caches of the table, by namespace. */
  readonly #loaded = new Map<string, NamespaceVectors>()
  #nextVisibleMs: number

  constructor(ctx: DurableObjectState, env: Settings) {
    super(ctx, env)
    migrate(ctx.storage, MIGRATIONS, new Log('local-cloud/local-index', { LOG_LEVEL: 'warn' }))
    this.#store = new IndexStore(ctx.storage.sql)
    this.#nextVisibleMs = this.#store.nextVisibleMs()
  }

  /** Acknowledges a mutation; it shows, as a whole, after the delay. */
  mutate(changes: readonly Change[], delayMs = this.#delayMs()): string {
    const nowMs = Date.now()
    const mutationId = crypto.randomUUID()
    this.#applyDue(nowMs)
    const visibleMs = nowMs + delayMs
    this.ctx.storage.transactionSync(() => this.#store.addMutation(mutationId, nowMs, visibleMs, changes))
    this.#nextVisibleMs = Math.min(this.#nextVisibleMs, visibleMs)
    return mutationId
  }

  search(search: Search): Match[] {
    this.#applyDue(Date.now())
    const namespaces = search.namespace === undefined ? this.#store.namespaces() : [search.namespace]
    const best: Scored[] = []
    for (const namespace of namespaces) {
      const found = this.#vectorsOf(namespace, search.values.length).nearest(
        search.values,
        search.topK,
        this.#acceptor(namespace, search.filter),
      )
      for (const scored of found) keep(best, scored, search.topK)
    }
    return best.map(({ id, score }) => ({
      id,
      score,
      vector: search.withContent ? this.#store.vector(id) : undefined,
    }))
  }

  read(ids: readonly string[]): StoredVector[] {
    this.#applyDue(Date.now())
    return ids.flatMap((id) => this.#store.vector(id) ?? [])
  }

  state(): IndexState {
    this.#applyDue(Date.now())
    return { vectorCount: this.#store.count(), processed: this.#store.processed() }
  }

  #delayMs(): number {
    return Number(this.env.LOCAL_VECTORIZE_DELAY_MS ?? DEFAULT_MUTATION_DELAY_MS)
  }

  #applyDue(nowMs: number): void {
    if (nowMs < this.#nextVisibleMs) return
    const touched = this.ctx.storage.transactionSync(() => this.#store.applyUntil(nowMs))
    for (const id of touched) this.#refresh(id)
    this.#nextVisibleMs = this.#store.nextVisibleMs()
  }

  /** An id may have moved from one namespace to another. */
  #refresh(id: string): void {
    for (const vectors of this.#loaded.values()) vectors.remove(id)
    const stored = this.#store.vector(id)
    if (stored !== undefined) this.#loaded.get(stored.namespace)?.put(id, stored.values)
  }

  #vectorsOf(namespace: string, dimensions: number): NamespaceVectors {
    const loaded = this.#loaded.get(namespace)
    if (loaded !== undefined) return loaded
    const vectors = new NamespaceVectors(dimensions)
    for (const { id, values } of this.#store.vectorsIn(namespace)) vectors.put(id, values)
    if (vectors.size > 0) this.#loaded.set(namespace, vectors)
    return vectors
  }

  #acceptor(
    namespace: string,
    filter: VectorizeVectorMetadataFilter | undefined,
  ): ((id: string) => boolean) | undefined {
    if (filter === undefined) return undefined
    const accepted = new Set<string>()
    for (const { id, metadata } of this.#store.vectorsIn(namespace)) {
      if (matchesFilter(JSON.parse(metadata ?? '{}'), filter)) accepted.add(id)
    }
    return (id) => accepted.has(id)
  }
}
