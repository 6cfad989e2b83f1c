import { circlesIn } from './circles.ts'

export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string
  /** The files of the workspace that it imports, for a type too. */
  readonly imports: readonly string[]
  readonly lines?: number
}

const MAX_SOURCE_LEVELS = 3
const MAX_FILES_IN_FOLDER = 15
const MAX_LINES = 250
/** Names that say nothing about what is inside. */
const EMPTY_NAMES = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'lib', 'misc', 'types'])

/** Every file that is hard to find, too deep, too long or part of a circle, and every folder that is too full, as `path: what is wrong`. */
export function findTreeProblems(files: readonly SourceFile[]): string[] {
  return [
    ...files.flatMap(({ path }) => [...emptyNames(path), ...tooDeep(path)]),
    ...files.filter(isNoTest).flatMap(tooLong),
    ...crowdedFolders(files),
    ...fileCircles(files),
    ...folderCircles(files),
  ]
}

function emptyNames(path: string): string[] {
  return path.split('/').flatMap((part) => {
    const name = part.replace(/\..*$/, '')
    return EMPTY_NAMES.has(name) ? [`${path}: "${name}" says nothing; name it after what is inside`] : []
  })
}

function tooDeep(path: string): string[] {
  const [, inside] = path.split('/src/')
  if (inside === undefined || inside.split('/').length <= MAX_SOURCE_LEVELS) return []
  return [`${path}: src is at most ${MAX_SOURCE_LEVELS} levels deep`]
}

function tooLong({ path, lines = 0 }: SourceFile): string[] {
  return lines > MAX_LINES
    ? [`${path}: ${lines} lines; ${MAX_LINES} is the most, so split it by meaning`]
    : []
}

function crowdedFolders(files: readonly SourceFile[]): string[] {
  const byFolder = Map.groupBy(files.filter(isNoTest), ({ path }) => folderOf(path))
  return [...byFolder]
    .filter(([, inside]) => inside.length > MAX_FILES_IN_FOLDER)
    .map(
      ([folder, inside]) =>
        `${folder}: ${inside.length} files; ${MAX_FILES_IN_FOLDER} is the most, tests aside`,
    )
}

/** The linter finds circles of values only; one of types binds files together as well. */
function fileCircles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map(({ path, imports }) => [path, new Set(imports)]))
  return circlesIn(graph).map((circle) => `${circle[0]}: imports itself by ${circle.join(' → ')}`)
}

/** Rooms are floors of a house: one that others stand on does not reach up to them. */
function folderCircles(files: readonly SourceFile[]): string[] {
  const roomOf = roomsIn(files)
  const sources = files.filter(isNoTest)
  const graph = new Map<string, Set<string>>()
  for (const { path, imports } of sources) {
    const from = roomOf(path)
    const inside = imports.map(roomOf).filter((to) => to !== from && workspaceOf(to) === workspaceOf(from))
    graph.set(from, new Set([...(graph.get(from) ?? []), ...inside]))
  }
  // A circle of files alone is reported as such.
  const circles = circlesIn(graph).filter((circle) => circle.some((room) => !isFile(room)))
  return circles.map((circle) => {
    const [to = '', from = ''] = [circle[0], circle.at(-2)]
    const last = sources.find(
      ({ path, imports }) => roomOf(path) === from && imports.some((one) => roomOf(one) === to),
    )
    return `${to}: its imports come back to it by ${circle.join(' → ')}, the last by ${last?.path}`
  })
}

/** A room is a folder that holds no other. Files above one are rooms of their own: some are its doors, others what all rooms stand on. */
function roomsIn(files: readonly SourceFile[]): (path: string) => string {
  const parents = new Set(files.map(({ path }) => folderOf(folderOf(path))))
  return (path) => (parents.has(folderOf(path)) ? path : folderOf(path))
}

function isFile(room: string): boolean {
  return /\.[a-z]+$/.test(room)
}

function workspaceOf(path: string): string {
  const [first = '', second = ''] = path.split('/')
  return first === 'apps' || first === 'packages' ? `${first}/${second}` : first
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function isNoTest({ path }: SourceFile): boolean {
  return !/\.test\.[a-z]+$/.test(path)
}
