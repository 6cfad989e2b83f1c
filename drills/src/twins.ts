import type { Drill, Result, Verdict } from './drill.ts'
import { withPatchedTree } from './patched-tree.ts'

const PROOFS: ReadonlySet<Verdict> = new Set(['red', 'inconclusive'])
/** How a drill ends that waits in vain for a protection that is gone. Any other way to stop, and a system that is not well, prove nothing. */
const WAITED_IN_VAIN = /took longer than|nothing came within/

/** Runs each drill without the protection that it watches. True when every one turned red. */
export async function runTwins(drills: readonly Drill[]): Promise<boolean> {
  const startMs = Date.now()
  let red = 0
  for (const drill of drills) {
    const result = await runTwin(drill)
    if (result.isRed) red += 1
    console.log(`${result.isRed ? '✓' : '✘'} ${drill.id} without ${drill.twin.without}: ${result.told}`)
  }
  console.log(`${red} of ${drills.length} twins red in ${((Date.now() - startMs) / 1_000).toFixed(0)} s`)
  return red === drills.length
}

async function runTwin({ id, twin }: Drill): Promise<{ readonly isRed: boolean; readonly told: string }> {
  try {
    return await withPatchedTree(twin.patches, async (tree) => {
      const { output } = await tree.run(['drills/src/main.ts', id, '--json'])
      const line = output.split('\n').findLast((text) => text.startsWith('[{'))
      if (line === undefined) return { isRed: false, told: `did not run: ${output.slice(-500)}` }
      const [result]: readonly Result[] = JSON.parse(line)
      if (result === undefined) return { isRed: false, told: 'did not run' }
      return {
        isRed: PROOFS.has(result.verdict) || (result.verdict === 'stopped' && hasWaited(result)),
        told: `${result.verdict}: ${result.problems[0] ?? ''}`,
      }
    })
  } catch (thrown) {
    return { isRed: false, told: String(thrown) }
  }
}

function hasWaited({ problems }: Result): boolean {
  return problems.some((problem) => WAITED_IN_VAIN.test(problem))
}
