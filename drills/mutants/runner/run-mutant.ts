import { withMutantTree, type MutantTree } from './mutant-tree.ts'
import { filesOf, type Mutant, type TestWatch, type Watch } from './mutant.ts'
import type { GroupResult } from './run-group.ts'
import { firstFailure, judgeDrill, judgeTest, type Judgement } from './verdict.ts'

/** A watch that hangs has noticed nothing. */
const TEST_TIMEOUT_MS = 400_000
const DRILL_TIMEOUT_MS = 600_000
const TAIL_CHARS = 1_500

/** Plants one mutant in a copy of the workspace and runs there what must turn red. */
export async function runMutant(mutant: Mutant): Promise<Judgement> {
  try {
    return await withMutantTree(mutant, async (tree) => {
      const problem = await typeProblem(tree, mutant)
      return problem === undefined ? watch(tree, mutant.caughtBy) : { verdict: 'broken', reason: problem }
    })
  } catch (thrown) {
    return { verdict: 'broken', reason: String(thrown) }
  }
}

/** The tests as they are, without a mutant: one that is red anyway would catch anything. @returns what is wrong */
export async function redWithoutMutant(watches: readonly TestWatch[]): Promise<string[]> {
  return withMutantTree(undefined, async (tree) => {
    const problems: string[] = []
    for (const test of watches) {
      const { code, output } = await runTest(tree, test)
      if (code === 0) continue
      problems.push(
        `${test.file} is red without a mutant: ${firstFailure(output) ?? output.slice(-TAIL_CHARS)}`,
      )
    }
    return problems
  })
}

async function watch(tree: MutantTree, caughtBy: Watch): Promise<Judgement> {
  if ('drill' in caughtBy)
    return judgeDrill(
      await tree.run(['drills/main.ts', caughtBy.drill, '--json'], { timeoutMs: DRILL_TIMEOUT_MS }),
    )
  return judgeTest(await runTest(tree, caughtBy))
}

function runTest(tree: MutantTree, { project, file, only }: TestWatch): Promise<GroupResult> {
  const name = only === undefined ? [] : ['-t', only]
  return tree.test(['--project', project, '--bail', '1', ...name, file], {
    env: { NO_COLOR: '1' },
    timeoutMs: TEST_TIMEOUT_MS,
  })
}

/** What does not compile would turn everything red. */
async function typeProblem(tree: MutantTree, mutant: Mutant): Promise<string | undefined> {
  const workspaces = new Set(filesOf(mutant).map((file) => file.split('/').slice(0, 2).join('/')))
  for (const workspace of workspaces) {
    const { code, output } = await tree.run(['node_modules/typescript/bin/tsc', '-p', workspace])
    if (code !== 0) return `does not compile: ${output.slice(0, TAIL_CHARS)}`
  }
  return undefined
}
