import * as z from 'zod/mini'

import type { CloudflareApi } from './cloudflare-api.ts'

const Share = z.object({ version_id: z.string(), percentage: z.number() })
const Deployments = z.object({
  deployments: z.array(z.object({ versions: z.array(Share), created_on: z.string() })),
})
const Versions = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: z.optional(z.number()),
      metadata: z.optional(z.object({ created_on: z.string() })),
      annotations: z.optional(z.record(z.string(), z.string())),
    }),
  ),
})
const Settings = z.object({
  bindings: z._default(z.array(z.looseObject({ name: z.string(), text: z.optional(z.string()) })), []),
  tail_consumers: z.optional(z.nullable(z.array(z.object({ service: z.string() })))),
})

/** A version that can be deployed again. */
export interface KnownVersion {
  readonly id: string
  readonly tag: string
  readonly message: string
  readonly createdOn: string
}

export interface LiveShare {
  readonly versionId: string
  readonly percentage: number
}

/** One Worker as the account has it. */
export interface Deployed {
  readonly name: string
  readonly shares: readonly LiveShare[]
  /** The versions that had all the traffic, newest first. */
  readonly history: readonly string[]
  /** Newest first; the platform keeps the last ten. */
  readonly versions: readonly KnownVersion[]
  /** Tags of its versions, also of those that cannot be deployed any more where the others have none. */
  readonly tags: readonly string[]
  readonly secrets: ReadonlySet<string>
  readonly crons: readonly string[]
  readonly isOnWorkersDev: boolean
  readonly tails: readonly string[]
  /** Vars by name; secrets have no value here. */
  readonly vars: ReadonlyMap<string, string>
}

/** How the traffic is split now. */
export async function readShares(api: CloudflareApi, name: string): Promise<LiveShare[]> {
  const { deployments } = await api.account(Deployments, `/workers/scripts/${name}/deployments`)
  return sharesOf(deployments[0])
}

function sharesOf(deployment: z.infer<typeof Deployments>['deployments'][number] | undefined): LiveShare[] {
  const versions = deployment?.versions ?? []
  return versions.map(({ version_id: versionId, percentage }) => ({ versionId, percentage }))
}

/** Undefined for a Worker that was never deployed. */
export async function readDeployed(api: CloudflareApi, name: string): Promise<Deployed | undefined> {
  const script = `/workers/scripts/${name}`
  const found = await api.find(Deployments, `${script}/deployments`)
  if (found === undefined) return undefined
  const [versions, secrets, schedules, subdomain, settings] = await Promise.all([
    api.account(Versions, `${script}/versions?deployable=true`),
    api.account(z.array(z.object({ name: z.string() })), `${script}/secrets`),
    api.account(z.object({ schedules: z.array(z.object({ cron: z.string() })) }), `${script}/schedules`),
    api.account(z.object({ enabled: z.boolean() }), `${script}/subdomain`),
    api.account(Settings, `${script}/settings`),
  ])
  const shares = found.deployments.map(sharesOf)
  const tags = tagsOf(versions)
  return {
    name,
    tags: tags.length > 0 ? tags : tagsOf(await api.account(Versions, `${script}/versions?per_page=100`)),
    shares: shares[0] ?? [],
    history: shares.flatMap((all) => all.find(({ percentage }) => percentage === 100)?.versionId ?? []),
    versions: versions.items.map(({ id, metadata, annotations = {} }) => ({
      id,
      tag: annotations['workers/tag'] ?? '',
      message: annotations['workers/message'] ?? '',
      createdOn: metadata?.created_on ?? '',
    })),
    secrets: new Set(secrets.map((secret) => secret.name)),
    crons: schedules.schedules.map(({ cron }) => cron),
    isOnWorkersDev: subdomain.enabled,
    vars: new Map(settings.bindings.map(({ name, text = '' }) => [name, text])),
    tails: (settings.tail_consumers ?? []).map(({ service }) => service),
  }
}

function tagsOf({ items }: z.infer<typeof Versions>): string[] {
  return items.flatMap(({ annotations = {} }) => annotations['workers/tag'] ?? [])
}

/** The version that answers everybody; undefined while the traffic is split. */
export function onlyVersion({ shares, versions }: Deployed): KnownVersion | undefined {
  const live = shares.filter(({ percentage }) => percentage > 0)
  return live.length === 1 ? versions.find(({ id }) => id === live[0]?.versionId) : undefined
}

/** Custom domains by the Worker that they lead to. */
export async function readDomains(api: CloudflareApi): Promise<Map<string, string[]>> {
  const domains = await api.account(
    z.array(z.object({ hostname: z.string(), service: z.string() })),
    '/workers/domains',
  )
  const byWorker = Map.groupBy(domains, ({ service }) => service)
  return new Map([...byWorker].map(([service, all]) => [service, all.map(({ hostname }) => hostname)]))
}
