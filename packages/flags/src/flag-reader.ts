import { call } from '@bulkhead/calls/call'
import { within } from '@bulkhead/calls/deadline'
import type { Log, LogFields } from '@bulkhead/logging/log'
import { metric, type Metric } from '@bulkhead/logging/metric'
import { FLAG_DEFAULTS, type FlagOverrides, type Flags } from '@bulkhead/tenant-schema/flags'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { DEPLOYMENT_KEY, tenantKey } from './flag-keys.ts'
import { parseFlagRecord } from './flag-record.ts'
import { CACHE_MS, FLAG_READ, MAX_CACHED_TENANTS } from './limits.ts'

/** Where flags are read from: the KV namespace `FLAGS`, of which this is all that reading needs. */
export interface FlagStore {
  get(key: string): Promise<string | null>
}

/** For whom flags are read, and where the reading is logged. */
export interface FlagReading {
  readonly store: FlagStore
  readonly log: Log
  /** Those of the request. */
  readonly fields: LogFields
}

interface Entry {
  readonly key: string
  /** Undefined for the record of the whole deployment. */
  readonly tenantId: TenantId | undefined
  /** What was read last; it stays when the store fails. */
  overrides: FlagOverrides
  freshUntilMs: number
  /** How often it was read: distinguishes an old answer from a newer one. */
  turns: number
  /** Cache hits since the record was read; logged with the next reading, so that a hit costs no line. */
  hits: number
  /** The invalid text that was already logged. */
  loggedText?: unknown
  /** The reading that is under way. */
  reading?: { readonly startedMs: number; readonly done: Promise<void> }
}

/**
 * The flags of a tenant: the defaults, over them its config, then the stored record of the deployment, then
 * its own. One reader per isolate. Fails towards what is known: a store that is down, slow or wrong never
 * fails a request; its last valid answer, or else the layers below, apply until it recovers.
 */
export class FlagReader {
  readonly #deployment = entryOf(DEPLOYMENT_KEY)
  /** Least recently read first. */
  readonly #tenants = new Map<TenantId, Entry>()
  /** After a failure no record is read for a while: otherwise each tenant would wait for the same outage. */
  #pausedUntilMs = 0

  /** Waits for the store at most 100 ms, and not at all on a cache hit. */
  async read(
    reading: FlagReading,
    tenantId: TenantId,
    configured: FlagOverrides | undefined,
  ): Promise<Flags> {
    const tenant = this.#tenants.get(tenantId) ?? entryOf(tenantKey(tenantId), tenantId)
    const nowMs = Date.now()
    if (this.#isDue(tenant, nowMs) || this.#isDue(this.#deployment, nowMs)) {
      await Promise.all([
        this.#refresh(reading, this.#deployment, nowMs),
        this.#refresh(reading, tenant, nowMs),
      ])
    } else {
      tenant.hits += 1
    }
    return { ...FLAG_DEFAULTS, ...configured, ...this.#deployment.overrides, ...tenant.overrides }
  }

  #isDue(entry: Entry, nowMs: number): boolean {
    return nowMs >= entry.freshUntilMs && nowMs >= this.#pausedUntilMs
  }

  /**
   * One reading at a time. Others wait with a timer of their own: the runtime may end the reading request,
   * which then never answers them.
   */
  async #refresh(reading: FlagReading, entry: Entry, nowMs: number): Promise<void> {
    if (!this.#isDue(entry, nowMs)) return
    const current = entry.reading
    if (current !== undefined && nowMs - current.startedMs <= FLAG_READ.timeoutMs) {
      await within(FLAG_READ.timeoutMs, current.done).catch(() => undefined)
      return
    }
    this.#keep(entry)
    const done = this.#load(reading, entry)
    entry.reading = { startedMs: nowMs, done }
    await done
  }

  async #load({ store, log, fields }: FlagReading, entry: Entry): Promise<void> {
    const turn = ++entry.turns
    let status = 'ok'
    const ask = async () => {
      const text = await store.get(entry.key)
      const record = parseFlagRecord(text)
      // Used even when nobody waits for it any more: a late answer is better than none, unless there is a
      // newer one.
      if (entry.turns === turn) entry.overrides = record.overrides
      return { text, problems: record.problems }
    }
    try {
      const { text, problems } = await call(FLAG_READ, Number.POSITIVE_INFINITY, ask)
      if (problems.length > 0) {
        status = 'invalid'
        logOnce(log, fields, entry, { text, problems })
      }
    } catch (thrown) {
      status = 'error'
      this.#pause(log, fields, thrown)
    }
    entry.freshUntilMs = Date.now() + CACHE_MS
    delete entry.reading
    const metrics = count(entry, status)
    log.info('flags read', { ...fields, target: entry.key, outcome: status }, { metrics })
  }

  #pause(log: Log, fields: LogFields, thrown: unknown): void {
    const nowMs = Date.now()
    if (nowMs < this.#pausedUntilMs) return
    this.#pausedUntilMs = nowMs + CACHE_MS
    log.warn(
      'flags could not be read',
      { ...fields, errorCode: 'flags_unavailable', degraded: 'flags' },
      { thrown },
    )
  }

  #keep(entry: Entry): void {
    if (entry.tenantId === undefined) return
    this.#tenants.delete(entry.tenantId)
    this.#tenants.set(entry.tenantId, entry)
    const [oldest] = this.#tenants.keys()
    if (this.#tenants.size > MAX_CACHED_TENANTS && oldest !== undefined) this.#tenants.delete(oldest)
  }
}

function entryOf(key: string, tenantId?: TenantId): Entry {
  return { key, tenantId, overrides: {}, freshUntilMs: 0, turns: 0, hits: 0 }
}

/** A record stays invalid until somebody corrects it; one line is enough. */
function logOnce(
  log: Log,
  fields: LogFields,
  entry: Entry,
  { text, problems }: { readonly text: unknown; readonly problems: readonly string[] },
): void {
  if (entry.loggedText === text) return
  entry.loggedText = text
  const reason = problems.join('; ').slice(0, 500)
  log.warn('flag record is invalid', {
    ...fields,
    target: entry.key,
    errorCode: 'flag_record_invalid',
    reason,
  })
}

function count(entry: Entry, status: string): Metric[] {
  const reads = metric('flag_reads_total', 1, { status })
  const { tenantId, hits } = entry
  if (tenantId === undefined) return [reads]
  entry.hits = 0
  const labels = { tenantId, cache_name: 'flags' }
  return [reads, metric('cache_hits_total', hits, labels), metric('cache_misses_total', 1, labels)]
}
