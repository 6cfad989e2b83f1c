import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { parse, type ParseError } from 'jsonc-parser'
import type { Unstable_RawConfig as RawConfig } from 'wrangler'

import { folderOf, ROOT, type App } from '../apps.ts'
import { consoleFolder } from './console.ts'

export type WorkerConfig = RawConfig
type World = Pick<WorkerConfig, 'assets' | 'build' | 'main'>

const DEFAULT_MAIN = 'src/index.ts'

/** `wrangler.jsonc` of an app as it is written. */
export function readWorkerConfig(app: App): WorkerConfig {
  return readConfigFile(join(folderOf(app), 'wrangler.jsonc'))
}

export function readConfigFile(file: string): WorkerConfig {
  const errors: ParseError[] = []
  const config: WorkerConfig = parse(readFileSync(file, 'utf8'), errors, { allowTrailingComma: true })
  if (errors.length > 0) throw new Error(`${file} is not valid JSONC (offset ${errors[0]?.offset})`)
  return config
}

/**
 * The local environment of an app, with every path absolute so that the config can live anywhere. `tenantsDir`
 * are folders of tenants, separated by `:`, which may bring models of their own.
 */
export function localConfig(app: App, tenantsDir?: string): WorkerConfig {
  const { env: _, $schema: __, ...config } = readWorkerConfig(app)
  const tenants = tenantsDir === undefined ? '' : `TENANTS_DIR='${tenantsDir}' `
  return anywhere(app, { main: DEFAULT_MAIN, ...config }, tenants)
}

/**
 * Both environments of an app, with every path absolute. Services that only the local one binds are left out: wrangler
 * takes them for bindings that env.production has forgotten, which `check:wrangler` knows better.
 */
export function productionConfig(app: App): WorkerConfig {
  const { $schema: _, ...config } = readWorkerConfig(app)
  const production = config.env?.['production']
  return {
    ...anywhere(app, { main: DEFAULT_MAIN, ...config }),
    services: production?.services ?? [],
    env: { production: anywhere(app, production ?? {}) },
  }
}

function anywhere<T extends World>(app: App, world: T, variables = ''): T {
  const { assets, main, build } = world
  const command = build?.command
  return {
    ...world,
    ...(assets === undefined ? {} : { assets: { ...assets, directory: consoleFolder() } }),
    ...(main === undefined ? {} : { main: resolve(folderOf(app), main) }),
    ...(command === undefined
      ? {}
      : { build: { ...build, command: variables + command, cwd: folderOf(app) } }),
  }
}

/** Writes a config where git does not look and returns the file. It holds names of variables, never values of secrets. */
export function writeConfig(app: App, variant: string, config: WorkerConfig): string {
  const file = join(ROOT, '.wrangler/configs', variant, `${app}.json`)
  mkdirSync(dirname(file), { recursive: true })
  // Moved whole: runs at once write the same file, and none may read half of it.
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, JSON.stringify(config, null, 2))
  renameSync(fresh, file)
  return file
}
