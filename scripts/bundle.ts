import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'

import { ROOT, type App } from './apps.ts'
import { digestOf } from './bundle-digest.ts'
import { runCommand, WRANGLER } from './run-command.ts'
import { localConfig, writeConfig } from './worker-config.ts'

export interface Bundle {
  readonly app: App
  /** The config that the bundle was built from; its bindings are the ones to run it with. */
  readonly configFile: string
  /** Holds the entry and the modules beside it. */
  readonly folder: string
  readonly entry: string
}

const DIGEST_FILE = '.digest'
const DEFAULT_TENANTS = 'tenants'

/** Builds what is out of date, with the bundler that `deploy` uses, and says where everything is. */
export async function bundleApps(apps: readonly App[], tenantsDir = DEFAULT_TENANTS): Promise<Bundle[]> {
  const bundles: Bundle[] = []
  // One after another: esbuild uses every core by itself.
  for (const app of apps) bundles.push(await bundleApp(app, tenantsDir))
  return bundles
}

async function bundleApp(app: App, tenantsDir: string): Promise<Bundle> {
  const variant = tenantsDir.replaceAll(/[^a-z0-9]+/gi, '-')
  const config = localConfig(app, tenantsDir)
  const configFile = writeConfig(app, `bundles-${variant}`, config)
  const folder = join(ROOT, '.wrangler/bundles', variant, app)
  const digest = digestOf(app, config, tenantsDir)
  const digestFile = join(folder, DIGEST_FILE)
  if (!existsSync(digestFile) || readFileSync(digestFile, 'utf8') !== digest) {
    await build(app, configFile, folder, digest)
  }
  return { app, configFile, folder, entry: `${parse(config.main ?? 'index.ts').name}.js` }
}

/** Into a folder of its own first: two runs that build at once never see each other's half. */
async function build(app: App, configFile: string, folder: string, digest: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`
  const args = [WRANGLER, 'deploy', '--dry-run', '--config', configFile, '--outdir', fresh]
  const { code, output } = await runCommand(process.execPath, args, { quiet: true })
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    throw new Error(`apps/${app} does not build:\n${output}`)
  }
  writeFileSync(join(fresh, DIGEST_FILE), digest)
  mkdirSync(dirname(folder), { recursive: true })
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
}
