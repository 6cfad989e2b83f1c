import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'

import { ROOT, type App } from '../apps.ts'
import { runCommand, WRANGLER } from '../run-command.ts'
import { digestOf } from './bundle-digest.ts'
import { localConfig, writeConfig } from './worker-config.ts'

export interface Bundle {
  readonly app: App
  /** The config that the bundle was built from; its bindings are the ones to run it with. */
  readonly configFile: string
  /** Holds the entry and the modules beside it. */
  readonly folder: string
  readonly entry: string
}

const DIGEST_LENGTH = 16
const KEEP_MS = 3_600_000
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
  const digest = digestOf(app, config, tenantsDir).slice(0, DIGEST_LENGTH)
  const folder = join(ROOT, '.wrangler/bundles', `${app}-${digest}`)
  if (!existsSync(folder)) await build(app, configFile, folder)
  return { app, configFile, folder, entry: `${parse(config.main ?? 'index.ts').name}.js` }
}

/** Into a folder of its own first, then moved whole: runs that build at once never see each other's half. */
async function build(app: App, configFile: string, folder: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`
  const args = [WRANGLER, 'deploy', '--dry-run', '--config', configFile, '--outdir', fresh]
  const { code, output } = await runCommand(process.execPath, args, { quiet: true })
  // Another run may have been quicker; its bundle is the same.
  if (code === 0 && !existsSync(folder)) renameSync(fresh, folder)
  rmSync(fresh, { recursive: true, force: true })
  if (code !== 0) throw new Error(`apps/${app} does not build:\n${output}`)
  forgetOldBundles(app, folder)
}

/** Not the recent ones: another run may just be loading one. */
function forgetOldBundles(app: App, current: string): void {
  const all = dirname(current)
  for (const name of readdirSync(all)) {
    const path = join(all, name)
    const isOld = Date.now() - statSync(path).mtimeMs > KEEP_MS
    if (name.startsWith(`${app}-`) && path !== current && isOld)
      rmSync(path, { recursive: true, force: true })
  }
}
