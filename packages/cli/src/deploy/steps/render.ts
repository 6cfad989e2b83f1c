import { createHash } from 'node:crypto'
import { join } from 'node:path'

import { WORKERS, type WorkerName } from '@bulkhead/contracts/workers'
import { ROOT } from '@bulkhead/harness/apps'
import { productionConfig, type WorkerConfig } from '@bulkhead/harness/build/worker-config'

import { usesAiGateway } from '../config/deploy-config.ts'
import { namespaceOf } from '../config/namespaces.ts'
import type { Target } from '../config/target.ts'
import { deployFolder } from '../deploy-folder.ts'
import type { Built } from './build.ts'

/** What one Worker is deployed with: a config with this environment's names and ids, and what it must come to. */
export interface Rendered {
  readonly app: WorkerName
  readonly name: string
  readonly configFile: string
  /** What stands in that file once the Worker is planned. */
  readonly config: string
  /** Of the code and of the config: equal means nothing to release. */
  readonly fingerprint: string
  /** Callees that come after it, since they call it too, and are not there yet: bound in a second round. */
  readonly without: readonly string[]
  readonly requiredSecrets: readonly string[]
  readonly crons: readonly string[]
  readonly queues: readonly string[]
  readonly tails: readonly string[]
  readonly hostnames: readonly string[]
  readonly isOnWorkersDev: boolean
}

export interface RenderInput {
  readonly target: Target
  readonly built: Built
  /** The ids of KV namespaces by their titles. */
  readonly namespaces: ReadonlyMap<string, string>
  /** Where the public API is. */
  readonly gatewayOrigin: string
  /** The hostnames that are the platform's own. */
  readonly platformHostnames: readonly string[]
  /** Workers of the account. */
  readonly deployed: ReadonlySet<string>
}

const FINGERPRINT_LENGTH = 12

/** It holds no value of a secret. */
export function render(app: WorkerName, input: RenderInput): Rendered {
  const { target, built } = input
  const { folder, entry, digest } = built.of(app)
  const { config, without } = configOf(app, input)
  const text = JSON.stringify(config)
  const fingerprint = createHash('sha256').update(text.replaceAll(ROOT, '')).update(digest).digest('hex')
  const at = { main: join(folder, entry), no_bundle: true, find_additional_modules: true, base_dir: folder }
  return {
    app,
    name: target.names.worker(app),
    configFile: join(deployFolder(target), `${app}.json`),
    config: `${JSON.stringify({ ...config, ...at, ...assetsOf(app, built) }, null, 2)}\n`,
    fingerprint: fingerprint.slice(0, FINGERPRINT_LENGTH),
    without,
    requiredSecrets: config.secrets?.required ?? [],
    crons: config.triggers?.crons ?? [],
    queues: (config.queues?.consumers ?? []).map(({ queue }) => queue),
    tails: (config.tail_consumers ?? []).map(({ service }) => service),
    hostnames: hostnamesOf(app, target),
    isOnWorkersDev: config.workers_dev === true,
  }
}

function assetsOf(app: WorkerName, built: Built): Pick<WorkerConfig, 'assets'> {
  const { assets } = productionConfig(app).env?.['production'] ?? {}
  const directory = built.of(app).assets
  return assets === undefined || directory === undefined ? {} : { assets: { ...assets, directory } }
}

/** The production world of a checked-in config, on one level and in this environment's names. */
function configOf(app: WorkerName, input: RenderInput): { config: WorkerConfig; without: string[] } {
  const { target, deployed } = input
  const { names, accountId } = target
  const { env, build: _, services: __, assets: ___, ...top } = productionConfig(app)
  const { build: ____, assets: _____, ...production } = env?.['production'] ?? {}
  const services = (production.services ?? []).map((one) => ({ ...one, service: names.of(one.service) }))
  const later = WORKERS.slice(WORKERS.indexOf(app) + 1).map((one) => names.worker(one))
  const without = later.filter((one) => !deployed.has(one) && services.some(({ service }) => service === one))
  const config: WorkerConfig = {
    ...top,
    ...production,
    ...storesOf(production, input),
    ...doorsOf(app, input),
    main: 'index.js',
    name: names.worker(app),
    account_id: accountId,
    vars: varsOf(app, production, input),
    services: services.filter(({ service }) => !without.includes(service)),
    tail_consumers: (production.tail_consumers ?? []).map(({ service }) => ({ service: names.of(service) })),
    upload_source_maps: true,
  }
  return { config, without }
}

type World = NonNullable<WorkerConfig['env']>[string]

function storesOf(world: World, { target, namespaces }: RenderInput): Partial<WorkerConfig> {
  const { names, environment } = target
  const { jurisdiction } = environment
  const { kv_namespaces: kv = [], r2_buckets: buckets = [], queues, vectorize = [] } = world
  return {
    kv_namespaces: kv.flatMap(({ binding }) => {
      const title = namespaceOf(binding, environment)
      return title === undefined ? [] : [{ binding, id: namespaces.get(names.of(title)) ?? 'not-made-yet' }]
    }),
    r2_buckets: buckets.map(({ binding, bucket_name: name = '' }) => ({
      binding,
      bucket_name: names.of(name),
      ...(jurisdiction === undefined ? {} : { jurisdiction }),
    })),
    ...(queues === undefined ? {} : { queues: queuesOf(queues, target) }),
    vectorize: vectorize.map(({ binding, index_name: name }) => ({
      binding,
      index_name: names.of(name),
    })),
    ratelimits: (world.ratelimits ?? []).map((one) => ({
      ...one,
      namespace_id: names.rateLimit(one.namespace_id),
    })),
    analytics_engine_datasets: (world.analytics_engine_datasets ?? []).map(({ binding, dataset = '' }) => ({
      binding,
      dataset: names.dataset(dataset),
    })),
  }
}

function queuesOf(
  { producers = [], consumers = [] }: NonNullable<World['queues']>,
  { names }: Target,
): NonNullable<World['queues']> {
  return {
    producers: producers.map((one) => ({ ...one, queue: names.of(one.queue ?? '') })),
    consumers: consumers.map((one) => ({
      ...one,
      queue: names.of(one.queue),
      ...(one.dead_letter_queue === undefined ? {} : { dead_letter_queue: names.of(one.dead_letter_queue) }),
    })),
  }
}

/** On which hostnames it answers. Internal Workers answer on none. */
function doorsOf(app: WorkerName, { target }: RenderInput): Partial<WorkerConfig> {
  const own = hostnamesOf(app, target)
  return {
    workers_dev: app === 'gateway' && own.length === 0,
    preview_urls: false,
    routes: own.map((pattern) => ({ pattern, custom_domain: true })),
  }
}

function hostnamesOf(app: WorkerName, { environment }: Target): readonly string[] {
  if (app === 'gateway') return environment.hostnames
  return app === 'control' ? environment.adminHostnames : []
}

function varsOf(
  app: WorkerName,
  world: World,
  { target, platformHostnames, gatewayOrigin }: RenderInput,
): NonNullable<WorkerConfig['vars']> {
  const { names, environment } = target
  const { vars = {} } = world
  const [consoleHostname] = environment.adminHostnames
  const gateway = {
    PLATFORM_HOSTNAMES: platformHostnames.join(','),
    SERVE_ADMIN: consoleHostname === undefined ? 'true' : '',
    ...(consoleHostname === undefined ? {} : { CONSOLE_ORIGIN: `https://${consoleHostname}` }),
  }
  return {
    ...vars,
    ...('AI_GATEWAY_ID' in vars
      ? { AI_GATEWAY_ID: usesAiGateway(environment) ? names.of('bulkhead') : '' }
      : {}),
    ...('JURISDICTION' in vars ? { JURISDICTION: environment.jurisdiction ?? '' } : {}),
    ...issuerOf(vars, environment.mcpOAuth, gatewayOrigin),
    ...(app === 'gateway' ? gateway : {}),
    ...(app === 'control' && consoleHostname !== undefined ? { API_ORIGIN: gatewayOrigin } : {}),
    ...environment.vars[app],
  }
}

/** Gateway and control have to name the very same one. */
function issuerOf(vars: object, isOn: boolean, gatewayOrigin: string): Record<string, string> {
  return 'OAUTH_ISSUER' in vars ? { OAUTH_ISSUER: isOn ? gatewayOrigin : '' } : {}
}
