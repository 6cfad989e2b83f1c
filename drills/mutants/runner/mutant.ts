import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

/** One protection taken out of the source, as somebody might lose it by mistake, and what must then turn red. */
export interface Mutant {
  /** That of its file, without `.patch`. */
  readonly name: string
  /** The protection that it removes, as one would say it. */
  readonly removes: string
  readonly caughtBy: Watch
  /** The whole file: `git apply` skips the header. */
  readonly patch: string
}

/** What must turn red: a drill, or a test file of one vitest project. */
export type Watch = DrillWatch | TestWatch

export interface DrillWatch {
  readonly drill: string
}

export interface TestWatch {
  readonly project: string
  readonly file: string
  /** Only tests whose name contains this. */
  readonly only?: string
}

/** From the root of the workspace. */
export const MUTANTS = 'drills/mutants'
const SUFFIX = '.patch'
const CAUGHT_BY = /^(?<project>\S+) (?<file>\S+)(?: > (?<only>.+))?$/

/** Every mutant, by name. @throws Error when a header is incomplete. */
export function readMutants(): readonly Mutant[] {
  const folder = join(ROOT, MUTANTS)
  return readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => parseMutant(file.slice(0, -SUFFIX.length), readFileSync(join(folder, file), 'utf8')))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** A patch file: `Removes: …`, `Caught-by: …`, an empty line, a unified diff. */
export function parseMutant(name: string, patch: string): Mutant {
  const removes = field(patch, 'Removes')
  const caughtBy = watchOf(field(patch, 'Caught-by'))
  if (removes === undefined || caughtBy === undefined)
    throw new Error(
      `${MUTANTS}/${name}${SUFFIX}: needs "Removes: …" and "Caught-by: drill <id>" or "Caught-by: <vitest project> <file> [> <name>]"`,
    )
  return { name, removes, caughtBy, patch }
}

/** The files that a mutant changes. */
export function filesOf({ patch }: Mutant): string[] {
  return [...patch.matchAll(/^\+\+\+ (.+)$/gm)].flatMap(([, file]) => file ?? [])
}

function field(patch: string, name: string): string | undefined {
  return new RegExp(`^${name}: (.+)$`, 'm').exec(patch)?.[1]
}

function watchOf(text = ''): Watch | undefined {
  const { project, file, only } = CAUGHT_BY.exec(text)?.groups ?? {}
  if (project === undefined || file === undefined) return undefined
  if (project === 'drill') return { drill: file }
  return { project, file, ...(only === undefined ? {} : { only }) }
}
