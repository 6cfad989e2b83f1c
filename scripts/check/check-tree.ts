// Holds the tree of sources against the rules of tree-rules.ts; part of `pnpm check`.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { runScript } from '@bulkhead/harness/command-line'

import { readModule } from './read-module.ts'
import { resolveImport } from './resolve-import.ts'
import { findTreeProblems, type SourceFile } from './tree-rules.ts'

const USAGE = `usage: node scripts/check/check-tree.ts [folder …]
  looks for names that say nothing, folders that are too deep or too full, files that are too long, and imports that run in circles
  folder  where to look; left out: everywhere. Takes a second`

const FOLDERS = ['apps', 'packages', 'harness', 'scripts', 'bench', 'drills', 'eval', 'tests']
const GENERATED = new Set(['node_modules', 'dist', '.generated', '.wrangler', '.turbo'])
const GENERATED_FILES = new Set(['worker-configuration.d.ts', 'schema.ts'])

await runScript(USAGE, async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const folders = positionals.length === 0 ? FOLDERS : positionals
  const paths = folders.flatMap((folder) => sourcesBelow(folder))
  const problems = findTreeProblems(paths.map(readSource))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
})

function sourcesBelow(folder: string): string[] {
  const found = globSync(`${folder}/**/*.{ts,tsx,mjs,js}`, {
    cwd: ROOT,
    exclude: (path) => path.split(/[\\/]/).some((part) => GENERATED.has(part) || GENERATED_FILES.has(part)),
  })
  return found.map((path) => path.replaceAll('\\', '/'))
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const { imports } = readModule(path, text)
  return {
    path,
    imports: imports.flatMap((specifier) => resolveImport(path, specifier) ?? []),
    lines: text.split('\n').length - 1,
  }
}
