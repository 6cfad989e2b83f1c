import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { folderOf, type App } from '../apps.ts'
import { runCommand, WRANGLER } from '../run-command.ts'
import { modulesIn } from '../start-bundles.ts'

/** The entry of every production bundle. */
export const PRODUCTION_ENTRY = 'index.js'

/** Builds what `wrangler deploy --env production` would upload, with no login and an empty home. */
export async function buildForProduction(app: App, folder: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'bulkhead-home-'))
  const flags = ['--dry-run', '--env', 'production', '--outdir', folder]
  const run = { cwd: folderOf(app), env: { ...process.env, HOME: home }, quiet: true }
  const { code, output } = await runCommand(process.execPath, [WRANGLER, 'deploy', ...flags], run)
  rmSync(home, { recursive: true, force: true })
  if (code !== 0) throw new Error(`apps/${app} cannot be deployed:\n${output}`)
}

/** What is uploaded of a bundle, each module compressed; the same sources give the same number. */
export function uploadBytes(folder: string): number {
  const sizes = modulesIn(folder, PRODUCTION_ENTRY).map(
    ({ path }) => gzipSync(readFileSync(path), { level: 9 }).length,
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
