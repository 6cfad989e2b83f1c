import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** One or more of vitest's projects: `unit`, `journeys`, or the name of an app with tests inside the runtime. */
export interface Selection {
  readonly projects: readonly string[]
  readonly paths: readonly string[]
}

const JOURNEY = /^tests(\/|$)|\.journey\.test\.ts$/
const WORKERD = /^apps\/([^/]+)\/.*\.workerd\.test\.ts$/
const APP = /^apps\/([^/]+)(\/|$)/
/** The tests of a folder above these are in every project. */
const ABOVE_PROJECTS = new Set(['', '.', 'apps'])

/**
 * The projects that hold the tests of some files or folders, so that no other has to start; none named means all.
 *
 * @throws Error that names a path that does not exist.
 */
export function selectTests(root: string, paths: readonly string[]): Selection {
  const normal = paths.map((path) => path.replace(/^\.\//, '').replace(/\/$/, ''))
  const missing = normal.filter((path) => !existsSync(join(root, path)))
  if (missing.length > 0) throw new Error(`there is no ${missing.join(', no ')}`)
  if (normal.some((path) => ABOVE_PROJECTS.has(path))) return { projects: [], paths: normal }
  const projects = normal.flatMap((path) => projectsOf(path, statSync(join(root, path)).isFile()))
  return { projects: [...new Set(projects)], paths: normal }
}

function projectsOf(path: string, isFile: boolean): string[] {
  if (JOURNEY.test(path)) return ['journeys']
  const [, worker] = WORKERD.exec(path) ?? []
  if (worker !== undefined) return [worker]
  if (isFile) return ['unit']
  const [, app] = APP.exec(path) ?? []
  if (app !== undefined) return ['unit', app]
  return path === 'drills' ? ['unit', 'journeys'] : ['unit']
}
