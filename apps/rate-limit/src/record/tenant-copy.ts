import type {
  KeyRecord,
  Prices,
  TenantChange,
  TenantRecord,
  TenantSettings,
} from '@bulkhead/contracts/record/tenant-record'

import { planOf, type Plan } from '../plan.ts'
import type { RecordStore, StoredRecord } from './record-store.ts'

/** A tenant that exists, as this object knows it. */
export interface KnownTenant {
  readonly epoch: number
  readonly config: TenantSettings
  readonly prices: Prices
  readonly plan: Plan
}

/** The object's copy of its tenant's record: what it enforces, and nothing else is asked. */
export class TenantCopy {
  readonly #store: RecordStore
  /** Those that were asked for; the others stay in storage. */
  readonly #keys = new Map<string, KeyRecord>()
  #record: StoredRecord | undefined
  #tenant: KnownTenant | undefined

  constructor(store: RecordStore) {
    this.#store = store
    this.#remember(store.read())
  }

  /** False until the Registry has said anything about the tenant. */
  get isKnown(): boolean {
    return this.#record !== undefined
  }

  get epoch(): number | undefined {
    return this.#record?.epoch
  }

  /** Undefined when there is no such tenant, or no longer. */
  get tenant(): KnownTenant | undefined {
    return this.#tenant
  }

  key(keyId: string): KeyRecord | undefined {
    const known = this.#keys.get(keyId)
    if (known !== undefined) return known
    const key = this.#store.key(keyId)
    if (key !== undefined) this.#keys.set(keyId, key)
    return key
  }

  /** Takes what the Registry has answered, unless a newer change has come meanwhile. */
  takeRecord({ epoch, config, keys, prices }: TenantRecord): void {
    this.take({ epoch, full: true, config, keys, prices })
  }

  /**
   * Takes a change. `older`: the copy is as new or newer, and stays. `stale`: the change needs another copy
   * than this one.
   */
  take(change: TenantChange): 'taken' | 'older' | 'stale' {
    const { epoch = -1 } = this.#record ?? {}
    if (change.epoch <= epoch) return 'older'
    if (!change.full && change.deleted !== true && (this.#tenant === undefined || change.from !== epoch)) {
      return 'stale'
    }
    this.#store.atomically(() => this.#write(change))
    this.#keys.clear()
    this.#remember(this.#store.read())
    return 'taken'
  }

  #write(change: TenantChange): void {
    if (change.deleted === true) {
      this.#store.removeAllKeys()
      this.#store.write({ epoch: change.epoch, config: undefined, prices: {} })
      return
    }
    if (change.full) this.#store.removeAllKeys()
    const { config, prices = {} } = this.#record ?? {}
    this.#store.write({
      epoch: change.epoch,
      config: change.config ?? config,
      prices: change.prices ?? prices,
    })
    for (const keyId of change.removedKeys ?? []) this.#store.removeKey(keyId)
    for (const key of change.keys ?? []) this.#store.writeKey(key)
  }

  #remember(record: StoredRecord | undefined): void {
    this.#record = record
    if (record?.config === undefined) this.#tenant = undefined
    else {
      const { epoch, config, prices } = record
      this.#tenant = { epoch, config, prices, plan: planOf(config) }
    }
  }
}
