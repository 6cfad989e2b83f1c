import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { findConflicts, parseTenantConfig, type ConfigAt } from './check-configs.ts'
import { parseJsonFile } from './parse-json-file.ts'

/** A tenant as its file says it, and with what the file leaves out filled in. */
export interface LoadedTenant extends ConfigAt {
  readonly document: Readonly<Record<string, unknown>>
}

export interface LoadedTenants {
  readonly tenants: readonly LoadedTenant[]
  /** Each as `file: path: what is wrong`. */
  readonly problems: readonly string[]
}

/**
 * Reads `<folder>/<id>/tenant.config.json` of every folder that is not hidden and checks each config alone and all of them
 * together.
 */
export function loadTenants(root: string, folders: readonly string[]): LoadedTenants {
  const tenants: LoadedTenant[] = []
  const problems: string[] = []
  for (const folder of folders) {
    const path = join(root, folder)
    if (!existsSync(path)) {
      problems.push(`${folder}: (root): no such folder`)
      continue
    }
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue
      const loaded = loadTenant(root, join(path, entry.name), entry.name)
      if (loaded.tenant !== undefined) tenants.push(loaded.tenant)
      problems.push(...loaded.problems)
    }
  }
  for (const { at, problem } of findConflicts(tenants)) {
    problems.push(`${at}: ${problem.path}: ${problem.message}`)
  }
  return { tenants, problems }
}

function loadTenant(
  root: string,
  folder: string,
  name: string,
): { tenant?: LoadedTenant; problems: readonly string[] } {
  const file = join(folder, 'tenant.config.json')
  const at = relative(root, file)
  if (!existsSync(file)) return { problems: [`${at}: (root): is missing`] }
  let raw: unknown
  try {
    raw = parseJsonFile(readFileSync(file, 'utf8'))
  } catch (thrown) {
    return { problems: [`${at}: (root): is not JSON: ${String(thrown)}`] }
  }
  const parsed = parseTenantConfig(raw)
  if (!parsed.ok) return { problems: parsed.problems.map((p) => `${at}: ${p.path}: ${p.message}`) }
  const { config } = parsed
  const problems: string[] = []
  if (config.id !== name) problems.push(`${at}: id: must be the name of its folder, "${name}"`)
  if (config.demo === true && config.apiKeys.length > 0) {
    problems.push(`${at}: apiKeys: a demo tenant has none; its key is in local-keys.json`)
  }
  return { tenant: { at, config, document: { ...Object(raw) } }, problems }
}
