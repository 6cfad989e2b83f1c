// Five tenants at once with the same document ids; not one answer may hold anything of another.
import { parseArgs } from 'node:util'

import { formatTable } from '@bulkhead/bench/figures/table'
import { seedOf } from '@bulkhead/harness/random'
import { startServed } from '@bulkhead/harness/start-served'

import { isolationDrill } from './isolation-actors.ts'

/** `pnpm drill isolation [--operations 10000] [--seed n]` */
export async function isolation(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { operations: { type: 'string', default: '10000' }, seed: { type: 'string' } },
  })
  const seed = seedOf(values.seed)
  console.log(`seed ${seed}`)
  const bulkhead = await startServed()
  try {
    const startMs = Date.now()
    const drill = { seed, operations: Number(values.operations) }
    const { counts, results, problems } = await isolationDrill(bulkhead, drill)
    const seconds = ((Date.now() - startMs) / 1_000).toFixed(0)
    console.log(
      formatTable(
        ['operation', 'times'],
        [...counts].map(([name, count]) => [name, String(count)]),
      ),
    )
    console.log(`\n${results} results looked at in ${seconds} s; ${problems.length} problems`)
    if (problems.length > 0) throw new Error(problems.join('\n'))
  } finally {
    await bulkhead.stop()
  }
}
