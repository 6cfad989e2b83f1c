import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { problemsIn } from '../problem.ts'
import type { TenantConfig } from '../tenant-config.ts'
import { ModelCatalogue, type ModelEntry } from './model-catalogue.ts'

export interface LoadedModels {
  readonly models: ReadonlyMap<string, ModelEntry>
  /** Each as `file: path: what is wrong`. */
  readonly problems: readonly string[]
}

/**
 * Reads the deployment's catalogue and those that folders of tenants bring along. An id belongs to one file.
 */
export function loadModels(root: string, files: readonly string[], folders: readonly string[]): LoadedModels {
  const models = new Map<string, ModelEntry>()
  const owners = new Map<string, string>()
  const problems: string[] = []
  const own = folders.map((folder) => join(folder, 'models.json'))
  for (const file of [...files, ...own.filter((name) => existsSync(resolve(root, name)))]) {
    const loaded = loadFile(root, file)
    problems.push(...loaded.problems)
    for (const [id, entry] of Object.entries(loaded.models)) {
      const owner = owners.get(id)
      if (owner !== undefined) problems.push(`${file}: models.${id}: is already in ${owner}`)
      owners.set(id, file)
      models.set(id, entry)
    }
  }
  return { models, problems }
}

function loadFile(root: string, file: string): Pick<ModelCatalogue, 'models'> & { problems: string[] } {
  const path = resolve(root, file)
  if (!existsSync(path)) return { models: {}, problems: [`${file}: (root): is missing`] }
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'))
  } catch (thrown) {
    return { models: {}, problems: [`${file}: (root): is not JSON: ${String(thrown)}`] }
  }
  const parsed = ModelCatalogue.safeParse(raw)
  if (parsed.success) return { models: parsed.data.models, problems: [] }
  const problems = problemsIn(parsed.error).map((problem) => `${file}: ${problem.path}: ${problem.message}`)
  return { models: {}, problems }
}

interface NamesModels {
  readonly at: string
  readonly config: {
    readonly chat: Pick<TenantConfig['chat'], 'model' | 'fallbackModels' | 'allowedModels'>
    readonly budget?: Pick<TenantConfig['budget'], 'spendPerDay' | 'spendPerMonth'>
  }
}

/** Models that tenants name and the catalogue lacks, or has for something else. */
export function unknownModels(tenants: readonly NamesModels[], models: LoadedModels['models']): string[] {
  return tenants.flatMap(({ at, config: { chat } }) => {
    const named = [
      ['chat.model', chat.model] as const,
      ...chat.fallbackModels.map((id, i) => [`chat.fallbackModels.${i}`, id] as const),
      ...chat.allowedModels.map((id, i) => [`chat.allowedModels.${i}`, id] as const),
    ]
    return named.flatMap(([path, id]) => {
      const kind = models.get(id)?.kind
      if (kind === 'chat') return []
      const wrong =
        kind === undefined ? 'is not in models.json' : `is of kind ${kind} in models.json, not chat`
      return [`${at}: ${path}: "${id}" ${wrong}`]
    })
  })
}

/** The models of tenants with a budget in money that have no price: what they cost could not be reserved. */
export function unpricedModels(
  tenants: readonly NamesModels[],
  isPriced: (model: string) => boolean,
): string[] {
  return tenants.flatMap(({ at, config: { chat, budget } }) => {
    if (budget?.spendPerDay === undefined && budget?.spendPerMonth === undefined) return []
    const named = [...new Set([chat.model, ...chat.fallbackModels, ...chat.allowedModels])]
    return named
      .filter((model) => !isPriced(model))
      .map((model) => `${at}: budget: a budget in money needs a price for the model "${model}"`)
  })
}
