import type { ChatTenant } from '@bulkhead/contracts/chat'
import type { RagTenant } from '@bulkhead/contracts/rag'
import type { Plan } from '@bulkhead/contracts/rate-limit'
import { parseDigest } from '@bulkhead/tenant-schema/api-key'
import { findConflicts, parseTenantConfig } from '@bulkhead/tenant-schema/check-configs'
import type { Scope, TenantConfig } from '@bulkhead/tenant-schema/tenant-config'
import { parseTenantId, type TenantId } from '@bulkhead/tenant-schema/tenant-id'

export interface Tenant {
  readonly id: TenantId
  readonly config: TenantConfig
  /** The slice of the config that rate-limit decides by. */
  readonly plan: Plan
  /** The slice that chat needs. */
  readonly chat: ChatTenant
  /** The slice that rag needs. */
  readonly rag: RagTenant
}

export interface KeyRecord {
  readonly keyId: string
  readonly digest: Uint8Array
  readonly scopes: readonly Scope[]
  /** Epoch ms; Infinity when it never expires. */
  readonly expiresMs: number
  readonly tenant: Tenant
}

/** All tenants by id and hostname, and all keys by their public id. */
export class TenantDirectory {
  readonly #byId = new Map<string, Tenant>()
  readonly #byHostname = new Map<string, Tenant>()
  readonly #keys = new Map<string, KeyRecord>()
  readonly #origins = new Set<string>()

  /** @throws Error when a config is invalid: a Worker with an invalid registry must not start. */
  constructor(configs: readonly unknown[]) {
    const parsed = configs.map((raw, index) => {
      const result = parseTenantConfig(raw)
      if (!result.ok)
        throw new Error(`tenant ${index} is invalid: ${result.problems.map((p) => p.path).join(', ')}`)
      return { at: result.config.id, config: result.config }
    })
    const [conflict] = findConflicts(parsed)
    if (conflict !== undefined)
      throw new Error(`tenants conflict: ${conflict.at}: ${conflict.problem.message}`)
    for (const { config } of parsed) this.#add(config)
  }

  #add(config: TenantConfig): void {
    const { chat, sessions, rag, flags } = config
    const tenant: Tenant = {
      id: parseTenantId(config.id),
      config,
      plan: planOf(config),
      chat: { chat, sessions, rag, flags },
      rag: { rag, flags },
    }
    this.#byId.set(config.id, tenant)
    for (const hostname of config.hostnames) this.#byHostname.set(hostname, tenant)
    for (const origin of config.cors.origins) this.#origins.add(origin)
    for (const { id, sha256, scopes, expiresAt } of config.apiKeys) {
      const expiresMs = expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt)
      this.addKey({ keyId: id, digest: parseDigest(sha256), scopes, expiresMs, tenant })
    }
  }

  addKey(record: KeyRecord): void {
    this.#keys.set(record.keyId, record)
  }

  byId(id: string): Tenant | undefined {
    return this.#byId.get(id)
  }

  all(): Tenant[] {
    return [...this.#byId.values()]
  }

  byHostname(hostname: string): Tenant | undefined {
    return this.#byHostname.get(hostname)
  }

  key(keyId: string): KeyRecord | undefined {
    return this.#keys.get(keyId)
  }

  /** Whether any tenant lists the origin. A preflight carries no identity, so nothing more can be checked. */
  knowsOrigin(origin: string): boolean {
    return this.#origins.has(origin)
  }
}

function planOf({ rateLimit, budget }: TenantConfig): Plan {
  const { requestsPerMinute, burst, perKey, shards } = rateLimit
  return {
    requestsPerMinute,
    burst,
    ...(perKey === undefined ? {} : { perKey }),
    shards,
    tokensPerDay: budget.tokensPerDay,
    ...(budget.tokensPerMonth === undefined ? {} : { tokensPerMonth: budget.tokensPerMonth }),
  }
}
