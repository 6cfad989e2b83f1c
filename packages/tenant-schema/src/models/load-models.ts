import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { parseJsonFile } from '../parse-json-file.ts'
import { problemsIn } from '../problem.ts'
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
    raw = parseJsonFile(readFileSync(path, 'utf8'))
  } catch (thrown) {
    return { models: {}, problems: [`${file}: (root): is not JSON: ${String(thrown)}`] }
  }
  const parsed = ModelCatalogue.safeParse(raw)
  if (parsed.success) return { models: parsed.data.models, problems: [] }
  const problems = problemsIn(parsed.error).map((problem) => `${file}: ${problem.path}: ${problem.message}`)
  return { models: {}, problems }
}
