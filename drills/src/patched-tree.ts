import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { OFFLINE } from '@bulkhead/harness/run-command'

import { copyWorkspace } from './copy-workspace.ts'
import { patchedText, type Patch } from './patch.ts'
import { runGroup, type GroupResult } from './run-group.ts'

export interface RunInTree {
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

/** A copy of the workspace without a protection. Whatever runs in it imports, bundles and starts the patched source. */
export interface PatchedTree {
  readonly root: string
  /** `node <args>` in the copy, `run('drills/src/some.ts', '--seed', '1')`. */
  run(args: readonly string[], options?: RunInTree): Promise<GroupResult>
  /** Vitest in the copy: `test(['--project', 'journeys', 'tests/isolation.test.ts'])`. Code 0: green. */
  test(args: readonly string[], options?: RunInTree): Promise<GroupResult>
}

/** On the file system of the checkout, where bundles can be hard-linked, and where git, lint and tests do not look. */
const TREES = join(ROOT, '.wrangler/trees')
const DEFAULT_TIMEOUT_MS = 300_000
let made = 0

/**
 * Makes the copy, patches it, hands it to `use`, and removes it, whatever happens. Apps that the patches do not touch are
 * not built again.
 * @throws Error when a patch no longer applies; then nothing has run.
 */
export async function withPatchedTree<T>(
  patches: readonly Patch[],
  use: (tree: PatchedTree) => Promise<T>,
): Promise<T> {
  removeAbandonedTrees()
  const root = join(TREES, `${process.pid}-${made++}`)
  const remove = () => rmSync(root, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    const texts = patchedFiles(patches)
    copyWorkspace(ROOT, root)
    for (const [file, text] of texts) writeFileSync(join(root, file), text)
    return await use(treeAt(root))
  } finally {
    remove()
    process.off('exit', remove)
  }
}

/** What every patched file becomes; several patches of one file apply one after another. */
export function patchedFiles(patches: readonly Patch[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const patch of patches) {
    const text = texts.get(patch.file) ?? readFileSync(join(ROOT, patch.file), 'utf8')
    texts.set(patch.file, patchedText(text, patch))
  }
  return texts
}

function treeAt(root: string): PatchedTree {
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

/** Those of runs that were killed. */
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
