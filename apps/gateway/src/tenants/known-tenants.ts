import type { TenantSettings } from '@bulkhead/contracts/record/tenant-record'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { tenantOf, type Tenant } from './tenant.ts'

/**
 * Configs of tenants as their home objects last said them, each at its epoch. Bounded; the least recently
 * used goes first. No request is let in by what is here: the home object decides, and says when a config is
 * old.
 */
export class KnownTenants {
  readonly #tenants = new Map<TenantId, Tenant>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  recall(id: TenantId): Tenant | undefined {
    const tenant = this.#tenants.get(id)
    if (tenant === undefined) return undefined
    this.#tenants.delete(id)
    this.#tenants.set(id, tenant)
    return tenant
  }

  learn(config: TenantSettings, epoch: number): Tenant {
    const tenant = tenantOf(config, epoch)
    this.#tenants.delete(tenant.id)
    this.#tenants.set(tenant.id, tenant)
    if (this.#tenants.size > this.#max) {
      const [oldest] = this.#tenants.keys()
      if (oldest !== undefined) this.#tenants.delete(oldest)
    }
    return tenant
  }
}
