// The production bundles on the Miniflare that wrangler bundles, without the development proxy: what `serve`, the
// benchmarks and the drills run. Bindings come from each wrangler.jsonc, never typed twice.
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

import {
  convertV4MiniflareOptions,
  Log,
  LogLevel,
  Miniflare,
  type V4ModuleDefinition,
  type V4WorkerOptions,
} from 'miniflare'
import { unstable_getMiniflareWorkerOptions as optionsOf } from 'wrangler'

import { APPS, workerNameOf, type App } from './apps.ts'
import { bundleApps, type Bundle } from './build/bundle.ts'
import { readLocalVariables, variablesOf, type LocalVariables } from './local-variables.ts'

export interface StartOptions {
  /** 0 or left out: any free port. */
  readonly port?: number
  /** Where state is kept. Left out: nowhere, it ends with the run. */
  readonly stateDir?: string
  readonly variables?: LocalVariables
  /** More vars for single Workers, over those of wrangler.jsonc. */
  readonly vars?: { readonly [app in App]?: Readonly<Record<string, string>> }
  /** Bindings that single Workers are started without, as after a deployment that lost them. */
  readonly without?: { readonly [app in App]?: readonly string[] }
  /** How often every queue retries a message before it gives it up; left out: as often as wrangler.jsonc says. */
  readonly queueRetries?: number
  /** Changes the code of single Workers: a neighbour of another version. */
  readonly rewrite?: { readonly [app in App]?: (code: string) => string }
  /** `TENANTS_DIR` of the gateway's registry: folders separated by `:`. */
  readonly tenantsDir?: string
  /** Workers of the caller's own, beside ours or, when they come first, in front of them. */
  readonly extraWorkers?: readonly V4WorkerOptions[]
  /** Who hears every Worker instead of observe; null: nobody. */
  readonly listener?: string | null
  /** Gets every line that a Worker logs. Left out: lines are dropped. */
  readonly onLog?: (line: string) => void
}

export interface Running {
  readonly url: URL
  /** Ends the runtime; resolves when nothing of it is left. */
  stop(): Promise<void>
}

/** Builds what is out of date and starts every Worker; the gateway answers at `url`. */
export async function start(options: StartOptions = {}): Promise<Running> {
  const bundles = await bundleApps(APPS, options.tenantsDir)
  const variables = { ...readLocalVariables({}), ...options.variables }
  return startWorkers(
    [
      ...bundles.map((bundle) =>
        heardBy(
          options.listener,
          workerOf(bundle, { ...variablesOf(bundle.app, variables), ...options.vars?.[bundle.app] }, options),
        ),
      ),
      ...(options.extraWorkers ?? []),
    ],
    options,
  )
}

/** Starts any Workers on the same runtime with the same settings; the first is public. */
export async function startWorkers(
  workers: V4WorkerOptions[],
  { port = 0, stateDir, onLog }: Pick<StartOptions, 'port' | 'stateDir' | 'onLog'>,
): Promise<Running> {
  const options = convertV4MiniflareOptions({
    host: '127.0.0.1',
    port,
    cf: false,
    log: new Log(LogLevel.ERROR),
    handleStructuredLogs: ({ message }) => onLog?.(message),
    telemetry: { enabled: false },
    workers,
  })
  // The conversion drops every persistence option of the old shape. `v3` is where `wrangler dev` keeps its state, so that
  // `serve` goes on with what `dev` has stored.
  const runtime = new Miniflare({
    ...options,
    ...(stateDir === undefined ? {} : { resourcePersistencePath: join(stateDir, 'v3') }),
  })
  const url = await runtime.ready
  return { url, stop: () => runtime.dispose() }
}

function workerOf(
  { app, configFile, folder, entry }: Bundle,
  vars: Record<string, string>,
  { without, rewrite, queueRetries }: StartOptions,
): V4WorkerOptions {
  // The conversion knows no module rules; the modules are listed one by one instead.
  const { modulesRules: _, ...options } = optionsOf(configFile).workerOptions
  return {
    ...withoutBindings(options, without?.[app] ?? []),
    name: workerNameOf(app),
    bindings: Object.assign({}, options['bindings'], vars),
    ...(queueRetries === undefined
      ? {}
      : { queueConsumers: retrying(options['queueConsumers'], queueRetries) }),
    modulesRoot: folder,
    modules: modulesIn(folder, entry, rewrite?.[app]),
  }
}

/** Consumers by the name of their queue. */
function retrying(consumers: unknown, maxRetries: number) {
  const named = typeof consumers === 'object' && consumers !== null ? Object.entries(consumers) : []
  return Object.fromEntries(
    named.map(([queue, consumer]) => [queue, Object.assign({}, consumer, { maxRetries })]),
  )
}

/** Each kind of binding is a record by name. */
function withoutBindings<T extends object>(options: T, names: readonly string[]): T {
  if (names.length === 0) return options
  const kept = structuredClone(options)
  for (const kind of Object.values(kept)) {
    if (typeof kind === 'object' && kind !== null)
      for (const name of names) Reflect.deleteProperty(kind, name)
  }
  return kept
}

function heardBy(
  listener: string | null | undefined,
  { tails, ...worker }: V4WorkerOptions,
): V4WorkerOptions {
  if (tails === undefined || listener === null) return worker
  return { ...worker, tails: listener === undefined ? tails : [listener] }
}

/** As in wrangler's default rules. */
const MODULE_TYPES: ReadonlyMap<string, V4ModuleDefinition['type']> = new Map([
  ['.js', 'ESModule'],
  ['.wasm', 'CompiledWasm'],
  ['.bin', 'Data'],
  ['.html', 'Text'],
  ['.sql', 'Text'],
  ['.txt', 'Text'],
])

/** The entry must come first. Source maps and wrangler's README are no modules. */
export function modulesIn(
  folder: string,
  entry: string,
  rewrite?: (code: string) => string,
): V4ModuleDefinition[] {
  const names = readdirSync(folder).toSorted((a, b) => Number(b === entry) - Number(a === entry))
  return names.flatMap((name) => {
    const type = MODULE_TYPES.get(extname(name))
    const path = join(folder, name)
    if (type === undefined) return []
    const isRewritten = rewrite !== undefined && name === entry
    return [{ type, path, contents: isRewritten ? rewrite(readFileSync(path, 'utf8')) : readFileSync(path) }]
  })
}
