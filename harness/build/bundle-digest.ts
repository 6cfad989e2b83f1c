import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

import { ROOT } from '../apps.ts'

const GENERATED = new Set(['node_modules', 'dist', '.generated', '.wrangler', '.turbo'])

/**
 * Stands for everything that a bundle is made of: its config, the files below `sources` (folders, or files),
 * and the lockfile. Content, not file times: a checkout or a cache restores files with any time. The location
 * of the checkout does not count: a copy of it finds the bundles that were copied with it.
 */
export function digestOf(config: object, sources: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(config).replaceAll(ROOT, ''))
  for (const source of sources) {
    for (const file of filesUnder(resolve(ROOT, source)))
      hash.update(`\0${relative(ROOT, file)}\0`).update(readFileSync(file))
  }
  return hash.update(readFileSync(join(ROOT, 'pnpm-lock.yaml'))).digest('hex')
}

/**
 * Sources below a folder in a fixed order, without tests and what is generated. Nothing when there is
 * nothing.
 */
function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  if (statSync(folder).isFile()) return [folder]
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !GENERATED.has(entry.name) && !entry.name.endsWith('.test.ts'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesUnder(path) : [path]
    })
}
