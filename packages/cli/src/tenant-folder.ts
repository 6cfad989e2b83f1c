import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { Failure } from './failure.ts'
import { readJson } from './parse.ts'

/** Every `<id>/tenant.config.json` of a folder. @throws Failure when it holds no tenant */
export function readTenantFolder(folder: string): unknown[] {
  if (!existsSync(folder)) throw new Failure(`${folder}: no such folder`)
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name, 'tenant.config.json'))
    .filter((file) => existsSync(file))
  if (files.length === 0) throw new Failure(`${folder}: no <id>/tenant.config.json in it`)
  return files.map((file) => readJson(file))
}
