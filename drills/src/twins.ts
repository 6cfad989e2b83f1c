import type { Drill, Result, Verdict } from './drill.ts'
import { withPatchedTree } from './patched-tree.ts'

/** `stopped` too: what waits for a protection that is gone waits in vain. A system that is not well proves nothing. */
const PROOFS: ReadonlySet<Verdict> = new Set(['red', 'inconclusive', 'stopped'])

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
        isRed: PROOFS.has(result.verdict),
        told: `${result.verdict}: ${result.problems[0] ?? ''}`,
      }
    })
  } catch (thrown) {
    return { isRed: false, told: String(thrown) }
  }
}
