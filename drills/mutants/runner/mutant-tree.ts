import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { OFFLINE } from '@bulkhead/harness/run-command'

import { applyMutant } from './apply.ts'
import { copyWorkspace } from './copy-workspace.ts'
import type { Mutant } from './mutant.ts'
import { runGroup, type GroupResult } from './run-group.ts'

export interface RunInTree {
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

/** A copy of the workspace with a mutant in it. Whatever runs there imports, bundles and starts the changed source. */
export interface MutantTree {
  readonly root: string
  /** `node <args>` in the copy, `run('drills/main.ts', 'D-22')`. */
  run(args: readonly string[], options?: RunInTree): Promise<GroupResult>
  /** Vitest in the copy: `test(['--project', 'journeys', 'drills/long/isolation.journey.test.ts'])`. Code 0: green. */
  test(args: readonly string[], options?: RunInTree): Promise<GroupResult>
}

/** On the file system of the checkout, where bundles can be hard-linked, and where git, lint and tests do not look. */
const TREES = join(ROOT, '.wrangler/trees')
const DEFAULT_TIMEOUT_MS = 300_000
let made = 0

/**
 * Makes the copy, plants the mutant, hands the copy to `use`, and removes it, whatever happens. Apps that the mutant does
 * not touch are not built again.
 * @throws Error when the patch no longer applies; then nothing has run.
 */
export async function withMutantTree<T>(
  mutant: Mutant | undefined,
  use: (tree: MutantTree) => Promise<T>,
): Promise<T> {
  removeAbandonedTrees()
  const root = join(TREES, `${process.pid}-${made++}`)
  const remove = () => rmSync(root, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    copyWorkspace(ROOT, root)
    if (mutant !== undefined) applyMutant(mutant, root)
    return await use(treeAt(root))
  } finally {
    remove()
    process.off('exit', remove)
  }
}

function treeAt(root: string): MutantTree {
  const run = (args: readonly string[], { env = {}, timeoutMs = DEFAULT_TIMEOUT_MS }: RunInTree = {}) =>
    runGroup(process.execPath, args, { cwd: root, env: environment(root, env), timeoutMs })
  return {
    root,
    run,
    test: (args, options) => run(['node_modules/vitest/vitest.mjs', 'run', ...args], options),
  }
}

function environment(root: string, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`
  return { ...process.env, ...OFFLINE, WRANGLER_LOG_PATH: join(root, '.wrangler/logs'), PATH: path, ...more }
}

/** Copies of runs that were killed. */
function removeAbandonedTrees(): void {
  mkdirSync(TREES, { recursive: true })
  for (const name of readdirSync(TREES)) {
    if (!isAlive(Number.parseInt(name, 10))) rmSync(join(TREES, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
