import type { Leak, Watch } from './leaks/leak.ts'
import { withPatchedTree, type PatchedTree } from './patched-tree.ts'
import type { GroupResult } from './run-group.ts'

/** `caught`: a test turned red. `broken`: the patch is no program any more, so its red proves nothing. */
export type LeakVerdict = 'caught' | 'survived' | 'broken'

export interface LeakResult {
  readonly leak: Leak
  readonly verdict: LeakVerdict
  /** The test that noticed, or what went wrong. */
  readonly told: string
  readonly seconds: number
}

/** A watch that hangs has noticed nothing. */
const WATCH_TIMEOUT_MS = 400_000
const TAIL_CHARS = 1_500

/** Plants one leak in a copy of the workspace and runs its watch there. */
export async function runLeak(leak: Leak): Promise<LeakResult> {
  const startMs = Date.now()
  const done = (verdict: LeakVerdict, told: string): LeakResult => ({
    leak,
    verdict,
    told,
    seconds: (Date.now() - startMs) / 1_000,
  })
  try {
    return await withPatchedTree(leak.patches, async (tree) => {
      const problem = await typeProblem(tree, leak)
      if (problem !== undefined) return done('broken', problem)
      const { code, output } = await watch(tree, leak.caughtBy)
      if (code === 0) return done('survived', `${leak.caughtBy.file} stayed green`)
      const failed = firstFailure(output)
      return failed === undefined ? done('broken', output.slice(-TAIL_CHARS)) : done('caught', failed)
    })
  } catch (thrown) {
    return done('broken', String(thrown))
  }
}

/** The watches as they are, without a leak: one that is red anyway would catch anything. @returns what is wrong */
export async function checkWatches(watches: readonly Watch[]): Promise<string[]> {
  return withPatchedTree([], async (tree) => {
    const problems: string[] = []
    for (const one of watches) {
      const { code, output } = await watch(tree, one)
      if (code !== 0)
        problems.push(
          `${one.file} is red without a leak: ${firstFailure(output) ?? output.slice(-TAIL_CHARS)}`,
        )
    }
    return problems
  })
}

function watch(tree: PatchedTree, { project, file, only }: Watch): Promise<GroupResult> {
  const name = only === undefined ? [] : ['-t', only]
  return tree.test(['--project', project, '--bail', '1', ...name, file], {
    env: { NO_COLOR: '1' },
    timeoutMs: WATCH_TIMEOUT_MS,
  })
}

/** What does not compile would turn every test red. */
async function typeProblem(tree: PatchedTree, { patches }: Leak): Promise<string | undefined> {
  const workspaces = new Set(patches.map(({ file }) => file.split('/').slice(0, 2).join('/')))
  for (const workspace of workspaces) {
    const { code, output } = await tree.run(['node_modules/typescript/bin/tsc', '-p', workspace])
    if (code !== 0) return `does not compile: ${output.slice(0, TAIL_CHARS)}`
  }
  return undefined
}

/** The first test or suite that vitest says has failed, and why. Undefined when none did, or when the program fell over. */
export function firstFailure(output: string): string | undefined {
  if (/does not build:|Transform failed/.test(output)) return undefined
  const [, name, rest = ''] = /^\s*FAIL\s+\|[^|]+\|\s+(.+)$([\s\S]*)/m.exec(output) ?? []
  const [reason = ''] = /^\w*Error: .+$/m.exec(rest) ?? []
  if (name === undefined || /^(Syntax|Reference)Error/.test(reason)) return undefined
  return reason === '' ? name : `${name} — ${reason}`
}
