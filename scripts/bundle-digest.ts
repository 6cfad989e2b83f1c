import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { folderOf, ROOT, type App } from './apps.ts'
import type { WorkerConfig } from './worker-config.ts'

const GENERATED = new Set(['node_modules', 'dist', '.generated', '.wrangler', '.turbo'])

/**
 * Stands for everything that a bundle is made of. Content, not file times: a checkout or a cache restores files with any
 * time. Errs on the side of building: every package counts for every app.
 */
export function digestOf(app: App, config: WorkerConfig, tenantsDir: string): string {
  const hash = createHash('sha256').update(JSON.stringify(config))
  const tenants = app === 'gateway' ? tenantsDir.split(':') : []
  for (const path of [folderOf(app), 'packages', 'pnpm-lock.yaml', ...tenants]) {
    for (const file of filesUnder(join(ROOT, path === folderOf(app) ? `apps/${app}` : path))) {
      hash.update(`\0${file}\0`).update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

/** Sources below a folder, or the file itself; tests and what is generated left out. Nothing when there is no such path. */
function filesUnder(path: string): string[] {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !GENERATED.has(entry.name) && !entry.name.endsWith('.test.ts'))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => filesUnder(join(path, entry.name)))
  } catch {
    return [path]
  }
}
