import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, parse, relative } from 'node:path'

import { ROOT, workerNameOf, type App } from '../apps.ts'
import { runCommand, WRANGLER } from '../run-command.ts'
import { digestOf } from './bundle-digest.ts'
import { buildConsole } from './console.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { packagesOf } from './packages-of.ts'
import {
  localConfig,
  productionConfig,
  readConfigFile,
  writeConfig,
  type WorkerConfig,
} from './worker-config.ts'

export interface Bundle {
  /** Of the Worker. */
  readonly name: string
  /** The config that the bundle was built from; its bindings are the ones to run it with. */
  readonly configFile: string
  /** Holds the entry and the modules beside it. */
  readonly folder: string
  readonly entry: string
}

export interface AppBundle extends Bundle {
  readonly app: App
}

interface Job {
  readonly label: string
  readonly config: WorkerConfig
  readonly configFile: string
  /** What the bundle is made of, from the root. */
  readonly sources: readonly string[]
  readonly flags?: readonly string[]
  /** Of the environment that the flags choose. */
  readonly main?: string | undefined
}

const DIGEST_LENGTH = 16
const KEEP_MS = 3_600_000
const DEFAULT_TENANTS = 'tenants'

/** Builds what is out of date for the local environment and says where everything is. */
export async function bundleApps(apps: readonly App[], tenantsDir = DEFAULT_TENANTS): Promise<AppBundle[]> {
  if (apps.includes('control')) await buildConsole()
  const variant = tenantsDir.replaceAll(/[^a-z0-9]+/gi, '-')
  const bundles: AppBundle[] = []
  // One after another: esbuild uses every core by itself.
  for (const app of apps) {
    const config = localConfig(app, tenantsDir)
    const configFile = writeConfig(app, `bundles-${variant}`, config)
    bundles.push({
      app,
      ...(await bundle({ label: app, config, configFile, sources: sourcesOf(app, tenantsDir) })),
    })
  }
  return bundles
}

/**
 * Builds, if it is out of date, what `wrangler deploy --env production` would upload. @throws Error with what
 * wrangler says when it would not.
 */
export async function bundleForProduction(app: App): Promise<AppBundle> {
  if (app === 'control') await buildConsole()
  const config = productionConfig(app)
  const configFile = writeConfig(app, 'production', config)
  const flags = ['--env', 'production']
  const main = config.env?.['production']?.main
  const label = `${app}-production`
  return {
    app,
    ...(await bundle({ label, config, configFile, sources: sourcesOf(app, DEFAULT_TENANTS), flags, main })),
  }
}

/**
 * Builds, if it is out of date, a Worker of the caller's own. It may import what lies beside its config, and
 * contracts.
 */
export function bundleConfig(configFile: string): Promise<Bundle> {
  const config = readConfigFile(configFile)
  const sources = [relative(ROOT, dirname(configFile)), 'packages/contracts']
  return bundle({ label: config.name ?? 'worker', config, configFile, sources })
}

/** The gateway alone contains the tenants; of the models, any Worker may. */
function sourcesOf(app: App, tenantsDir: string): string[] {
  const folders = tenantsDir.split(':')
  const models = [
    ...(process.env['MODELS_FILE'] || 'models.json').split(':'),
    ...folders.map((folder) => join(folder, 'models.json')),
  ]
  return [`apps/${app}`, ...packagesOf(app), ...(app === 'gateway' ? folders : []), ...models]
}

async function bundle({ label, config, configFile, sources, main, flags = [] }: Job): Promise<Bundle> {
  const digest = digestOf(config, sources).slice(0, DIGEST_LENGTH)
  const folder = join(ROOT, '.wrangler/bundles', `${label}-${digest}`)
  if (!existsSync(folder)) {
    // Whatever it is built for: what a build generates stands beside the sources, in one place for all.
    const building = join(ROOT, '.wrangler/bundles', `building-${sources[0]?.replaceAll('/', '-') ?? label}`)
    await oneAtATime(building, async () => {
      if (!existsSync(folder)) await build(sources[0] ?? label, ['--config', configFile, ...flags], folder)
    })
    forgetOldBundles(label, folder)
  }
  return {
    name: config.name ?? workerNameOf('gateway'),
    configFile,
    folder,
    entry: `${parse(main ?? config.main ?? 'index.ts').name}.js`,
  }
}

/**
 * Everything of a deployment but the upload, with no login and an empty home. Into a folder of its own first,
 * then moved whole: runs that build at once never see each other's half.
 */
async function build(source: string, flags: readonly string[], folder: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`
  const home = mkdtempSync(join(tmpdir(), 'bulkhead-home-'))
  const { CLOUDFLARE_API_TOKEN: _, ...env } = process.env
  const args = [WRANGLER, 'deploy', '--dry-run', '--outdir', fresh, ...flags]
  const { code, output } = await runCommand(process.execPath, args, {
    quiet: true,
    env: { ...env, HOME: home },
  })
  // Another run may have been quicker; its bundle is the same.
  if (code === 0 && !existsSync(folder)) renameSync(fresh, folder)
  for (const temporary of [fresh, home]) rmSync(temporary, { recursive: true, force: true })
  if (code !== 0)
    throw new Error(`${source} does not build: wrangler deploy --dry-run ${flags.join(' ')}:\n${output}`)
}

/** Not the recent ones: another run may just be loading one. */
function forgetOldBundles(label: string, current: string): void {
  const all = dirname(current)
  for (const name of readdirSync(all)) {
    const path = join(all, name)
    const madeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    const isOld = Date.now() - madeMs > KEEP_MS
    const isOfSame = name.startsWith(`${label}-`) && !name.slice(label.length + 1).includes('-')
    if (isOfSame && path !== current && isOld) rmSync(path, { recursive: true, force: true })
  }
}
