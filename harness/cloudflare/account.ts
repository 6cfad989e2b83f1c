/** What was uploaded of one version, and under which conditions it runs. */
export interface Version {
  readonly id: string
  readonly number: number
  readonly createdOn: string
  readonly tag: string
  readonly message: string
  readonly mainModule: string
  readonly modules: readonly UploadedModule[]
  readonly bindings: readonly Binding[]
  readonly compatibilityDate: string
  readonly compatibilityFlags: readonly string[]
  readonly assets: AssetUpload | undefined
}

export interface UploadedModule {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** As wrangler sends it; which fields there are depends on the type. */
export interface Binding {
  readonly type: string
  readonly name: string
  readonly [field: string]: unknown
}

export interface AssetUpload {
  readonly files: Readonly<Record<string, string>>
  readonly config: Readonly<Record<string, unknown>>
}

export interface Share {
  readonly version_id: string
  readonly percentage: number
}

export interface Deployment {
  readonly id: string
  readonly createdOn: string
  readonly versions: readonly Share[]
  readonly message: string
  readonly codeUpdateStrategy: unknown
}

export interface Worker {
  readonly name: string
  readonly versions: Version[]
  /** Newest first. */
  readonly deployments: Deployment[]
  readonly secrets: Map<string, string>
  migrationTag: string | undefined
  isOnWorkersDev: boolean
  hasPreviews: boolean
  crons: readonly string[]
  tailConsumers: readonly { readonly service: string }[]
  observability: unknown
  domains: readonly string[]
}

export interface Queue {
  readonly id: string
  readonly name: string
  readonly consumers: Map<string, Readonly<Record<string, unknown>>>
}

/** Everything that one account holds. A plain value: `structuredClone` is a copy to go back to. */
export interface Account {
  readonly id: string
  readonly workers: Map<string, Worker>
  readonly namespaces: Map<string, string>
  readonly buckets: Map<string, { readonly jurisdiction: string | undefined }>
  readonly queues: Map<string, Queue>
  readonly indexes: Map<string, { readonly dimensions: number; readonly metric: string }>
  readonly gateways: Set<string>
  /** Files of assets by their hash. */
  readonly assets: Map<string, Uint8Array<ArrayBuffer>>
  /** How many things were made so far: ids and times of the simulation come from it, so that they come again. */
  made: number
}

export const SUBDOMAIN = 'simulated'

export function emptyAccount(id = 'a'.repeat(32)): Account {
  return {
    id,
    workers: new Map(),
    namespaces: new Map(),
    buckets: new Map(),
    queues: new Map(),
    indexes: new Map(),
    gateways: new Set(),
    assets: new Map(),
    made: 0,
  }
}

/** An id that no other thing of the account has. */
export function nextId(account: Account): string {
  account.made += 1
  return `00000000-0000-4000-8000-${account.made.toString(16).padStart(12, '0')}`
}

/** A second later with everything that is made. */
export function nowOf(account: Account): string {
  return new Date(Date.UTC(2026, 10, 1) + account.made * 1_000).toISOString()
}

/** The version that most of the traffic goes to. */
export function activeVersion(worker: Worker): Version | undefined {
  const shares = worker.deployments[0]?.versions ?? []
  const [largest] = shares.toSorted((a, b) => b.percentage - a.percentage)
  return worker.versions.find(({ id }) => id === largest?.version_id)
}

/** What two runs must agree on: everything but ids, times and how often something was tried. */
export function summaryOf(account: Account): unknown {
  const workers = [...account.workers.values()].map((worker) => {
    const shares = worker.deployments[0]?.versions ?? []
    const nameOf = (id: string) => worker.versions.find((one) => one.id === id)?.message
    return {
      name: worker.name,
      active: shares.map((share) => [nameOf(share.version_id), share.percentage]),
      bindings: activeVersion(worker)
        ?.bindings.map(({ name, type }) => `${name} ${type}`)
        .toSorted(),
      secrets: [...worker.secrets.keys()].toSorted(),
      migrationTag: worker.migrationTag,
      isOnWorkersDev: worker.isOnWorkersDev,
      crons: worker.crons,
      tailConsumers: worker.tailConsumers,
      domains: worker.domains,
    }
  })
  return {
    workers: workers.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    namespaces: [...account.namespaces.values()].toSorted(),
    buckets: Object.fromEntries(account.buckets),
    queues: [...account.queues.values()]
      .map(({ name, consumers }) => ({ name, consumers: [...consumers.keys()] }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    indexes: Object.fromEntries(account.indexes),
    gateways: [...account.gateways],
  }
}
