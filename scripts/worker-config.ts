import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { parse, type ParseError } from 'jsonc-parser'
import type { Unstable_RawConfig as RawConfig } from 'wrangler'

import { folderOf, ROOT, type App } from './apps.ts'

export type WorkerConfig = RawConfig

export interface ConfigVariant {
  /** Names the folder of generated files, so that a test run does not disturb a running `dev`. */
  readonly variant: string
  /** `TENANTS_DIR` of the gateway's registry: folders separated by `:`. */
  readonly tenantsDir?: string | undefined
}

/** `wrangler.jsonc` of an app as it is written. */
export function readWorkerConfig(app: App): WorkerConfig {
  const file = join(folderOf(app), 'wrangler.jsonc')
  const errors: ParseError[] = []
  const config: WorkerConfig = parse(readFileSync(file, 'utf8'), errors, { allowTrailingComma: true })
  if (errors.length > 0) throw new Error(`${file} is not valid JSONC (offset ${errors[0]?.offset})`)
  return config
}

/** The local environment of an app, with every path absolute so that the config can live anywhere. */
export function localConfig(app: App, { variant, tenantsDir }: ConfigVariant): WorkerConfig {
  const { env: _, $schema: __, ...config } = readWorkerConfig(app)
  const generated = (text: string) => text.replace('.generated/local/', `.generated/${variant}/`)
  const at = (path: string) => resolve(folderOf(app), generated(path))
  const local: WorkerConfig = { ...config, main: at(config.main ?? 'src/index.ts') }
  if (config.alias !== undefined) {
    local.alias = Object.fromEntries(
      Object.entries(config.alias).map(([name, path]) => [name, path.startsWith('.') ? at(path) : path]),
    )
  }
  if (config.build?.command !== undefined) {
    const tenants = tenantsDir === undefined ? '' : `TENANTS_DIR='${tenantsDir}' `
    local.build = { ...config.build, command: tenants + generated(config.build.command), cwd: folderOf(app) }
  }
  return local
}

/** Writes a config where git does not look and returns the file. It holds names of variables, never values of secrets. */
export function writeConfig(app: App, variant: string, config: WorkerConfig): string {
  const file = join(ROOT, '.wrangler/configs', variant, `${app}.json`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(config, null, 2))
  return file
}
