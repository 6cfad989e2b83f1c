export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string
  readonly text: string
}

const MAX_CODE_LINES = 250
const MAX_SOURCE_LEVELS = 3
/** Names that say nothing about what is inside. */
const EMPTY_NAMES = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'lib', 'misc', 'types'])

/** Every file that is hard to find, too long or too deep, as `file: what is wrong`. */
export function findTreeProblems(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [
    ...emptyNames(file).map((name) => `${file.path}: "${name}" says nothing; name it after what is inside`),
    ...tooDeep(file),
    ...tooLong(file),
  ])
}

function emptyNames({ path }: SourceFile): string[] {
  return path.split('/').flatMap((part) => {
    const name = part.replace(/\..*$/, '')
    return EMPTY_NAMES.has(name) ? [name] : []
  })
}

function tooDeep({ path }: SourceFile): string[] {
  const [, inside] = path.split('/src/')
  if (inside === undefined || inside.split('/').length <= MAX_SOURCE_LEVELS) return []
  return [`${path}: src is at most ${MAX_SOURCE_LEVELS} levels deep`]
}

function tooLong({ path, text }: SourceFile): string[] {
  if (path.startsWith('tests/') || path.endsWith('.test.ts')) return []
  const lines = countCodeLines(text)
  return lines <= MAX_CODE_LINES
    ? []
    : [`${path}: ${lines} lines of code; split it, ${MAX_CODE_LINES} is the most`]
}

/** Lines that are neither blank nor comment alone. */
export function countCodeLines(text: string): number {
  const withoutBlocks = text.replaceAll(/^\s*\/\*[\s\S]*?\*\/[ \t]*$/gm, '')
  return withoutBlocks.split('\n').filter((line) => !/^\s*(\/\/|$)/.test(line)).length
}
