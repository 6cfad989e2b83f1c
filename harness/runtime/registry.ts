import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The folder in which the runtimes of one run find each other's Workers. Emptied first: an entry of a run that was killed
 * would keep its name for 90 s. Nothing outside the run uses it, so no other wrangler on this machine meets our Workers.
 */
export function makeRegistry(stateDir: string | undefined): string {
  if (stateDir === undefined) return mkdtempSync(join(tmpdir(), 'bulkhead-registry-'))
  const folder = join(stateDir, 'registry')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}
