import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { parse, type ParseError } from 'jsonc-parser'
import type { Unstable_RawConfig as RawConfig } from 'wrangler'

import { folderOf, ROOT, type App } from '../apps.ts'

export type WorkerConfig = RawConfig

/** `wrangler.jsonc` of an app as it is written. */
export function readWorkerConfig(app: App): WorkerConfig {
  const file = join(folderOf(app), 'wrangler.jsonc')
  const errors: ParseError[] = []
  const config: WorkerConfig = parse(readFileSync(file, 'utf8'), errors, { allowTrailingComma: true })
  if (errors.length > 0) throw new Error(`${file} is not valid JSONC (offset ${errors[0]?.offset})`)
  return config
}

/**
 * The local environment of an app, with every path absolute so that the config can live anywhere. `tenantsDir` is the
 * `TENANTS_DIR` of the gateway's registry: folders separated by `:`.
 */
export function localConfig(app: App, tenantsDir?: string): WorkerConfig {
  const { env: _, $schema: __, main = 'src/index.ts', ...config } = readWorkerConfig(app)
  const local: WorkerConfig = { ...config, main: resolve(folderOf(app), main) }
  if (config.build?.command !== undefined) {
    const tenants = tenantsDir === undefined ? '' : `TENANTS_DIR='${tenantsDir}' `
    local.build = { ...config.build, command: tenants + config.build.command, cwd: folderOf(app) }
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
