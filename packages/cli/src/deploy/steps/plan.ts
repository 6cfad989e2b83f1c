import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { WORKERS, type WorkerName } from '@bulkhead/contracts/workers'
import * as z from 'zod/mini'

import type { CloudflareApi } from '../cloud/cloudflare-api.ts'
import { onlyVersion, readDeployed, readDomains, type Deployed } from '../cloud/deployed.ts'
import { readConsumers, readResources, wantedResources, type Resource } from '../cloud/resources.ts'
import type { Target } from '../config/target.ts'
import type { Built } from './build.ts'
import { resourcesOfConfigs } from './read-configs.ts'
import { render, type Rendered } from './render.ts'

/** What the account has of this environment. */
export interface Found {
  readonly resources: readonly Resource[]
  readonly workers: ReadonlyMap<string, Deployed>
  readonly consumers: ReadonlyMap<string, readonly string[]>
  /** Custom domains by Worker. */
  readonly domains: ReadonlyMap<string, readonly string[]>
  /** Where the account's Workers answer without a domain of their own. */
  readonly subdomain: string
}

/** `mend`: the code is there, and what belongs to it is not. */
export type Action = 'create' | 'update' | 'canary' | 'mend' | 'unchanged'

export interface Planned {
  readonly rendered: Rendered
  readonly deployed: Deployed | undefined
  readonly action: Action
  /** What is not as the config says, beside the code. */
  readonly drift: readonly string[]
}

/** Reads everything; changes nothing. */
export async function look(target: Target, api: CloudflareApi): Promise<Found> {
  const wanted = wantedResources(target, resourcesOfConfigs(target.environment))
  const [resources, consumers, domains, running] = await Promise.all([
    readResources(api, target, wanted),
    readConsumers(api),
    readDomains(api),
    lookAtWorkers(target, api),
  ])
  return { resources, consumers, domains, ...running }
}

/** What answers now. It reads nothing of this checkout, not even its configs. */
export async function lookAtWorkers(
  target: Target,
  api: CloudflareApi,
): Promise<Pick<Found, 'workers' | 'subdomain'>> {
  const [{ subdomain }, workers] = await Promise.all([
    api.account(z.object({ subdomain: z.string() }), '/workers/subdomain'),
    Promise.all(WORKERS.map((app) => readDeployed(api, target.names.worker(app)))),
  ])
  const there = workers.filter((one) => one !== undefined)
  return { subdomain, workers: new Map(there.map((one) => [one.name, one])) }
}

/** A tag of a version has 25 characters at most. */
const DIGEST_LENGTH = 8
const CONFIG_LENGTH = 6

/**
 * The name of a release: the version of the product, its bytes, and what they are configured with here, so that
 * going back restores both. The same before and after anything is made.
 */
export function releaseName(target: Target, built: Built, found: Found): string {
  const input = { target, built, ...addressesOf(target, found) }
  const namespaces = new Map(found.resources.map(({ name }) => [name, name]))
  const deployed = new Set(WORKERS.map((app) => target.names.worker(app)))
  const configs = createHash('sha256')
  for (const app of WORKERS) configs.update(render(app, { ...input, namespaces, deployed }).fingerprint)
  return `${built.version}-${built.digest.slice(0, DIGEST_LENGTH)}-${configs.digest('hex').slice(0, CONFIG_LENGTH)}`
}

/** What is released where. */
export interface Release {
  /** The tag of every version in it. */
  readonly name: string
  readonly target: Target
  readonly built: Built
}

/** What has to be done about one Worker, given what is there. */
export function planWorker(
  app: WorkerName,
  { name: release, target, built }: Release,
  found: Found,
): Planned {
  const rendered = render(app, {
    target,
    built,
    namespaces: namespacesOf(found),
    ...addressesOf(target, found),
    deployed: new Set(found.workers.keys()),
  })
  mkdirSync(dirname(rendered.configFile), { recursive: true })
  writeFileSync(rendered.configFile, rendered.config)
  const deployed = found.workers.get(rendered.name)
  const drift = deployed === undefined ? [] : driftOf(rendered, deployed, found)
  return {
    rendered,
    deployed,
    drift,
    action: actionOf(rendered, deployed, { drift, release }),
  }
}

/** The message of a version: its release, and what it was made of. */
export function versionMessage(release: string, { fingerprint }: Rendered): string {
  return `${release} ${fingerprint}`
}

function actionOf(
  rendered: Rendered,
  deployed: Deployed | undefined,
  { drift, release }: { readonly drift: readonly string[]; readonly release: string },
): Action {
  if (deployed === undefined) return 'create'
  // A run that was broken off before its last judgement has left the old version in the deployment.
  const isAlone = deployed.shares.length === 1
  const isCurrent = isAlone && onlyVersion(deployed)?.message === versionMessage(release, rendered)
  if (!isCurrent) return rendered.app === 'gateway' ? 'canary' : 'update'
  if (drift.length === 0) return 'unchanged'
  return drift.includes(TAILS) ? 'update' : 'mend'
}

/** Alone among them they come with the code, not with the triggers. */
const TAILS = 'tail consumers'

/** A deployment that was broken off has the code already, but not what comes after it. */
function driftOf(rendered: Rendered, deployed: Deployed, { consumers, domains }: Found): string[] {
  const { name, crons, queues, tails, hostnames, isOnWorkersDev } = rendered
  const differs = (a: readonly string[], b: readonly string[]) => a.toSorted().join() !== b.toSorted().join()
  const idle = queues.filter((queue) => !(consumers.get(queue) ?? []).includes(name))
  return [
    ...(differs(crons, deployed.crons) ? ['crons'] : []),
    ...(differs(tails, deployed.tails) ? [TAILS] : []),
    ...(differs(hostnames, domains.get(name) ?? []) ? ['hostnames'] : []),
    ...(isOnWorkersDev === deployed.isOnWorkersDev ? [] : ['workers.dev']),
    ...idle.map((queue) => `consumer of ${queue}`),
  ]
}

function namespacesOf({ resources }: Found): Map<string, string> {
  const made = resources.filter(({ kind, id }) => kind === 'KV namespace' && id !== undefined)
  return new Map(made.map(({ name, id = '' }) => [name, id]))
}

/** Where the gateway is reached. */
export function gatewayUrl({ environment, names }: Target, { subdomain }: Pick<Found, 'subdomain'>): URL {
  const [hostname = `${names.worker('gateway')}.${subdomain}.workers.dev`] = environment.hostnames
  return new URL(environment.url ?? `https://${hostname}`)
}

/** Where the admin API is reached. */
export function adminUrl(target: Target, found: Pick<Found, 'subdomain'>): URL {
  const [hostname] = target.environment.adminHostnames
  return hostname === undefined ? gatewayUrl(target, found) : new URL(`https://${hostname}`)
}

/** Every hostname but the platform's own names a tenant. */
function addressesOf(target: Target, found: Found) {
  const { hostname, origin } = gatewayUrl(target, found)
  return {
    gatewayOrigin: origin,
    platformHostnames: [...new Set([...target.environment.hostnames, hostname])],
  }
}
