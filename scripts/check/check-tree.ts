import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'

import { findTreeProblems } from './tree-rules.ts'

const GENERATED = new Set(['node_modules', 'dist', '.generated', '.wrangler', '.turbo'])
const GENERATED_FILE = 'worker-configuration.d.ts'

const paths = globSync('{apps,packages,harness,scripts,bench,drills,tests}/**/*.{ts,mjs,js}', {
  cwd: ROOT,
  exclude: (path) => path.split(/[\\/]/).some((part) => GENERATED.has(part) || part === GENERATED_FILE),
})
const problems = findTreeProblems(
  paths.map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(ROOT, path), 'utf8') })),
)
for (const problem of problems) console.error(problem)
process.exit(problems.length === 0 ? 0 : 1)
