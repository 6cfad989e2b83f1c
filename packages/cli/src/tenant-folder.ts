import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { Failure } from './failure.ts'
import { readJson } from './parse.ts'

const NAME = 'tenant.config.json'

/**
 * Every `<id>/tenant.config.json` of a folder. A tenant whose file is missing or misnamed is not skipped: with
 * `--prune` it would be erased.
 *
 * @throws Failure
 */
export function readTenantFolder(folder: string): unknown[] {
  if (!existsSync(folder)) throw new Failure(`${folder}: no such folder`)
  const ids = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
  if (ids.length === 0) throw new Failure(`${folder}: no <id>/${NAME} in it`)
  return ids.map((id) => readTenant(folder, id))
}

function readTenant(folder: string, id: string): unknown {
  const file = join(folder, id, NAME)
  if (!existsSync(file)) throw new Failure(`${file}: is missing`)
  const document = readJson(file)
  const own: unknown =
    typeof document === 'object' && document !== null ? Reflect.get(document, 'id') : undefined
  if (own !== id) throw new Failure(`${file}: id must be the name of its folder, "${id}"`)
  return document
}
