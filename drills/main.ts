// `pnpm drill`: breaks the running system in every way of the specification and looks whether it keeps its promises.
import { parseArgs } from 'node:util'

import { OFFLINE } from '@bulkhead/harness/run-command'

import { DRILLS } from './catalogue/catalogue.ts'
import type { Drill, Result } from './catalogue/drill.ts'
import { readMutants, type Mutant } from './mutants/runner/mutant.ts'
import { runMutants } from './mutants/runner/run-mutants.ts'
import { explainDrill, explainResult, tableOf } from './report.ts'
import { runDrill } from './run-drills.ts'
import { DrillSystem } from './stage/drill-system.ts'
import { steadyState } from './stage/steady-state.ts'

const USAGE = `usage: pnpm drill [id …] [--quick] [--twins] [--list] [--json]
  every drill, or those that are named; a single one is explained step by step
  --quick   those that run with the tests
  --twins   the mutant of each drill instead: the drill must turn red without the protection it watches
  --list    what there is`

Object.assign(process.env, OFFLINE)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    twins: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const unknown = positionals.filter((id) => !DRILLS.some((drill) => drill.id === id))
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: no such drill\n${USAGE}`)
  process.exit(2)
}
const chosen = DRILLS.filter(
  ({ id, quick }) => (positionals.length === 0 || positionals.includes(id)) && (!values.quick || quick),
)
if (values.list) for (const { id, failure } of chosen) console.log(`${id}  ${failure}`)
else if (values.twins) process.exitCode = (await runMutants(mutantsOf(chosen))) ? 0 : 1
else process.exitCode = (await runAll(chosen)) ? 0 : 1

function mutantsOf(drills: readonly Drill[]): readonly Mutant[] {
  return readMutants().filter(({ name }) => drills.some(({ mutant }) => mutant === name))
}

async function runAll(drills: readonly Drill[]): Promise<boolean> {
  const startMs = Date.now()
  const system = await DrillSystem.start()
  const results: Result[] = []
  try {
    const unwell = await steadyState(system)
    if (unwell.length > 0)
      throw new Error(`the system is not well, so nothing was broken: ${unwell.join('; ')}`)
    for (const drill of drills) {
      const alone = drills.length === 1 && !values.json
      if (alone) console.log(explainDrill(drill))
      const result = await runDrill(system, drill, alone ? (text) => console.log(`  ${text}`) : undefined)
      results.push(result)
      if (!values.json) console.log(explainResult(drill, result))
      // The one rule that ends everything: a secret of another tenant was seen.
      if (system.leaks().length > 0) break
    }
  } finally {
    await system.stop()
  }
  const isGreen = results.length === drills.length && results.every(({ verdict }) => verdict === 'green')
  if (values.json) console.log(JSON.stringify(results))
  else console.log(tableOf(drills, results, Date.now() - startMs))
  return isGreen
}
