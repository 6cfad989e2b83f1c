import { APPS, isStandIn, workerNameOf, type App } from '@bulkhead/harness/apps'
import type { WorkerConfig } from '@bulkhead/harness/build/worker-config'

import { bindingsOf, type World } from './wrangler-bindings.ts'

export interface WorkerSource {
  readonly app: App
  readonly config: WorkerConfig
  /** What the entry exports, `default` among it; what every entry does, if the environments have different ones. */
  readonly exports: readonly string[]
  /** What the local entry exports besides. */
  readonly localExports: readonly string[]
}

type Rule = (worker: WorkerSource, house: readonly WorkerSource[]) => string[]

const PUBLIC_APP: App = 'gateway'
const LISTENER: App = 'observe'
const READER: App = 'extract'
/** The local stand-ins for what only Cloudflare has: same name in both worlds, another kind. */
const STAND_INS = new Set(['AI', 'VECTORIZE', 'VECTORIZE_NEXT'])
const LOCAL_ONLY = /^LOCAL_CLOUD$|_FAULTS$/
const SECRET_NAME = /(KEYS?|TOKEN|SECRET|PASSWORD)$/
const SECRET_VALUE = /^(bh_[a-z0-9]{12}_|sk-|local-admin-)/

/** Everything that would ship a Worker without a binding, with a secret or with a door too many, as `app: what is wrong`. */
export function findConfigProblems(house: readonly WorkerSource[]): string[] {
  const problems = house.flatMap((worker) =>
    RULES.flatMap((rule) => rule(worker, house)).map((problem) => `${worker.app}: ${problem}`),
  )
  return [...new Set(problems)]
}

/** The messages of those rows whose claim holds. */
const whichHold = (...rows: readonly (readonly [boolean, string])[]): string[] =>
  rows.filter(([holds]) => holds).map(([, message]) => message)

const worldsOf = ({ config }: WorkerSource): World[] => [config, ...Object.values(config.env ?? {})]

const bothWorldsBindTheSame: Rule = ({ app, config }) => {
  if (isStandIn(app)) return []
  const production = config.env?.['production']
  if (production === undefined) return ['has no env.production']
  const here = bindingsOf(config)
  const there = bindingsOf(production)
  const forgotten = [...here]
    .filter(([name]) => !LOCAL_ONLY.test(name) && !there.has(name))
    .map(([name, kind]) => `env.production forgets ${name} (${kind})`)
  const extra = [...there].flatMap(([name, kind]) => {
    const local = here.get(name)
    if (local === undefined) return [`${name} (${kind}) is bound in env.production only`]
    return local === kind || STAND_INS.has(name)
      ? []
      : [`${name} is ${local} locally but ${kind} in production`]
  })
  return [...forgotten, ...extra]
}

const runsOnTheSameDate: Rule = ({ config }, house) => {
  const reference = house[0]?.config
  const settings = (c: WorkerConfig | undefined) =>
    JSON.stringify([c?.compatibility_date, [...(c?.compatibility_flags ?? [])].sort()])
  const same = settings(config) === settings(reference)
  const overridden = Object.values(config.env ?? {}).some(
    (env) => env.compatibility_date !== undefined || env.compatibility_flags !== undefined,
  )
  return whichHold(
    [!same, `compatibility date or flags differ from those of ${house[0]?.app}`],
    [overridden, 'an environment overrides the compatibility date or flags'],
  )
}

const servicesExist: Rule = (worker, house) =>
  worldsOf(worker).flatMap((world) =>
    (world.services ?? []).flatMap(({ binding, service, entrypoint = 'default' }) => {
      const callee = house.find(({ app }) => workerNameOf(app) === service)
      if (callee === undefined) return [`${binding} names ${service}, which is no app here`]
      const exports = world === worker.config ? [...callee.exports, ...callee.localExports] : callee.exports
      return exports.includes(entrypoint)
        ? []
        : [`${binding} names the entrypoint ${entrypoint}, which apps/${callee.app} does not export`]
    }),
  )

const objectsHaveAMigration: Rule = (worker) => {
  const { config, exports } = worker
  const migrated = new Set((config.migrations ?? []).flatMap((step) => step.new_sqlite_classes ?? []))
  const classes = new Set(
    worldsOf(worker)
      .flatMap((world) => world.durable_objects?.bindings ?? [])
      .map((d) => d.class_name),
  )
  return [...classes].flatMap((name) =>
    whichHold(
      [!migrated.has(name), `the Durable Object ${name} has no migration (new_sqlite_classes)`],
      [!exports.includes(name), `the Durable Object ${name} is not exported by the entry`],
    ),
  )
}

/** What one Worker writes and another reads must be one namespace, in each world. */
const namespacesAreShared: Rule = (worker, house) =>
  worldsOf(worker).flatMap((world, at) =>
    (world.kv_namespaces ?? []).flatMap(({ binding, id }) => {
      const other = house.find((one) =>
        (worldsOf(one)[at]?.kv_namespaces ?? []).some((its) => its.binding === binding && its.id !== id),
      )
      return other === undefined
        ? []
        : [`${binding} is not the namespace that ${other.app} has under this name`]
    }),
  )

const varsHoldNoSecret: Rule = (worker) =>
  worldsOf(worker).flatMap((world) =>
    Object.entries(world.vars ?? {})
      .filter(
        ([name, value]) =>
          SECRET_NAME.test(name) || SECRET_VALUE.test(typeof value === 'string' ? value : ''),
      )
      .map(([name]) => `the var ${name} is a secret; use wrangler secret put`),
  )

const onlyTheGatewayHasADoor: Rule = ({ app, config }) => {
  if (app === PUBLIC_APP) return []
  return [config, ...Object.values(config.env ?? {})].flatMap((world) =>
    whichHold(
      [world.route !== undefined || world.routes !== undefined, 'is internal but has a route'],
      // Both are inherited, so only the top level must say it and nothing may take it back.
      [(world.workers_dev ?? config.workers_dev) !== false, 'is internal: workers_dev must be false'],
      [(world.preview_urls ?? config.preview_urls) !== false, 'is internal: preview_urls must be false'],
    ),
  )
}

const STAND_IN_NAMES = new Set(APPS.filter(isStandIn).map(workerNameOf))

const standInsStayLocal: Rule = ({ app, config }) => {
  if (isStandIn(app)) return config.env === undefined ? [] : ['is never deployed and has no environments']
  return Object.values(config.env ?? {}).flatMap((world) =>
    (world.services ?? [])
      .filter(({ service }) => STAND_IN_NAMES.has(service))
      .map(({ binding, service }) => `${binding} binds ${service} outside the local environment`),
  )
}

/** Both environments have one name, so a deploy without `--env production` would replace production. The platform refuses a binding to a Worker that does not exist. */
const localIsNotDeployable: Rule = ({ app, config }) => {
  const isBound = (config.services ?? []).some(({ service }) => STAND_IN_NAMES.has(service))
  return isStandIn(app) || isBound
    ? []
    : ['must bind bulkhead-local-cloud at the top level, or it can be deployed without --env production']
}

const namesItself: Rule = ({ app, config }) => {
  const production = config.env?.['production']
  const world = production?.vars?.['ENVIRONMENT']
  return whichHold(
    [config.name !== workerNameOf(app), `its name must be ${workerNameOf(app)}`],
    [
      production !== undefined && production.name !== config.name,
      'env.production must repeat the name, else it becomes another Worker',
    ],
    [config.vars?.['ENVIRONMENT'] !== 'local', 'the var ENVIRONMENT must be "local" at the top level'],
    [
      production !== undefined && world !== 'production',
      'the var ENVIRONMENT must be "production" in env.production',
    ],
  )
}

/** `wrangler dev` wraps the default export; a Worker that has only named ones does not start there. */
const exportsADefault: Rule = ({ exports }) =>
  exports.includes('default') ? [] : ['its entry has no default export, so wrangler dev cannot start it']

const everyAppIsHere: Rule = ({ app }, house) =>
  app === PUBLIC_APP
    ? APPS.filter((known) => !house.some((worker) => worker.app === known)).map(
        (known) => `apps/${known} is missing`,
      )
    : []

/** A Worker that is not heard fails in silence; the one that hears must not hear itself. */
const everyWorkerIsHeard: Rule = (worker) => {
  if (isStandIn(worker.app)) return []
  const listener = workerNameOf(LISTENER)
  return worldsOf(worker).flatMap(({ tail_consumers = [] }) => {
    const isHeard = tail_consumers.some(({ service }) => service === listener)
    return whichHold(
      [worker.app !== LISTENER && !isHeard, `has no tail consumer ${listener}`],
      [worker.app === LISTENER && isHeard, 'must not be its own tail consumer'],
    )
  })
}

/** `POST /local/faults` can break only what the gateway reaches. */
const everyWorkerCanBeBroken: Rule = ({ app, config }, house) =>
  app === PUBLIC_APP
    ? house
        .filter((worker) => worker.localExports.includes('LocalFaults') && worker.app !== PUBLIC_APP)
        .filter(
          (worker) =>
            !(config.services ?? []).some(
              ({ service, entrypoint }) =>
                service === workerNameOf(worker.app) && entrypoint === 'LocalFaults',
            ),
        )
        .map((worker) => `must bind LocalFaults of ${workerNameOf(worker.app)} at the top level`)
    : []

/** Nothing of a Worker can be told apart from its other versions without it: no log line, no series, no release. */
const everyVersionIsNamed: Rule = ({ app, config }) =>
  isStandIn(app) || config.version_metadata?.binding === 'VERSION'
    ? []
    : ['must bind version_metadata as VERSION']

/** Bindings that reach nothing. */
const HARMLESS = new Set(['var', 'tail consumer', 'version metadata'])

/** What parses strangers' files can reach nothing from there, and ends before it has cost much. */
const readerIsConfined: Rule = ({ app, config }) => {
  if (app !== READER) return []
  const bound = [...bindingsOf(config.env?.['production'] ?? {})]
    .filter(([, kind]) => !HARMLESS.has(kind))
    .map(([name]) => `parses what strangers wrote, so it must not be bound to ${name}`)
  const isUnlimited = config.limits?.cpu_ms === undefined
  return [...bound, ...whichHold([isUnlimited, 'parses what strangers wrote: limits.cpu_ms must be set'])]
}

const RULES: readonly Rule[] = [
  everyAppIsHere,
  namesItself,
  bothWorldsBindTheSame,
  runsOnTheSameDate,
  servicesExist,
  objectsHaveAMigration,
  namespacesAreShared,
  varsHoldNoSecret,
  onlyTheGatewayHasADoor,
  standInsStayLocal,
  localIsNotDeployable,
  exportsADefault,
  everyWorkerIsHeard,
  everyVersionIsNamed,
  everyWorkerCanBeBroken,
  readerIsConfined,
]
