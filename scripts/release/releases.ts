import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import * as z from 'zod/mini'

import type { Surface } from './shape.ts'

const FOLDER = join(ROOT, 'packages/contracts/releases')
/** Made by {@link writeRelease} and never edited, so its outline is all that is checked. */
const SurfaceFile = z.custom<Omit<Surface, 'migrations'>>(
  (value) => typeof value === 'object' && value !== null && 'methods' in value && 'stored' in value,
)
const MigrationsFile = z.record(z.string(), z.array(z.string()))

const surfaceFile = (version: string) => join(FOLDER, version, 'surface.json')
const migrationsFile = (version: string) => join(FOLDER, version, 'migrations.json')

/** The versions that may still be deployed somewhere or have left rows behind. */
export function releasedVersions(): string[] {
  return readdirSync(FOLDER).filter((version) => existsSync(surfaceFile(version)))
}

export function readRelease(version: string): Surface {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
  const migrations = MigrationsFile.parse(read(migrationsFile(version)))
  return { ...SurfaceFile.parse(read(surfaceFile(version))), migrations }
}

/**
 * Replacing leaves the migrations: the rows beside them were stored under them.
 *
 * @throws Error when the version is recorded already: what has left the house does not change any more.
 */
export function writeRelease(version: string, surface: Surface, mayReplace: boolean): void {
  if (existsSync(surfaceFile(version)) && !mayReplace) {
    throw new Error(
      `${version} is recorded; raise the version in package.json (or --replace one that was never deployed)`,
    )
  }
  const { migrations, ...shapes } = surface
  mkdirSync(join(FOLDER, version), { recursive: true })
  writeFileSync(surfaceFile(version), linesOf(shapes))
  if (existsSync(migrationsFile(version))) return
  writeFileSync(migrationsFile(version), `${JSON.stringify(migrations, null, 2)}\n`)
}

/** One line for each named thing, so that a diff shows which of them a release has changed. */
function linesOf(shapes: Omit<Surface, 'migrations'>): string {
  const parts = Object.entries(shapes).map(([part, entries]) => {
    const lines = Object.entries(entries).map(
      ([name, entry]) => `    ${JSON.stringify(name)}: ${JSON.stringify(entry)}`,
    )
    return `  ${JSON.stringify(part)}: {\n${lines.join(',\n')}\n  }`
  })
  return `{\n${parts.join(',\n')}\n}\n`
}
