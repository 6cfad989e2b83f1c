// `pnpm drill`: breaks the running system in every way of the specification and checks that it keeps its promises.
import { parseArgs } from 'node:util'

import { runScript, UsageError } from '@bulkhead/harness/command-line'
import { OFFLINE } from '@bulkhead/harness/run-command'

import { DRILLS } from './catalogue/catalogue.ts'
import { LONG_DRILLS } from './long/long-drills.ts'
import { runLong } from './long/run-long.ts'
import { readMutants, type Mutant } from './mutants/runner/mutant.ts'
import { runMutants } from './mutants/runner/run-mutants.ts'
import { explainDrill, explainResult, tableOf } from './report.ts'
import { runDrill } from './run-drills.ts'
import { DrillSystem } from './stage/drill-system.ts'
import type { Drill, Result } from './stage/drill.ts'
import { steadyState } from './stage/steady-state.ts'

const USAGE = `usage: pnpm drill [id …] [--quick] [--twins] [--list] [--json]
  runs every drill, or those named; a single one is explained step by step
  --quick   only those that run with the tests
  --twins   runs each drill without the protection that it watches: it must turn red
  --list    only list them
usage: pnpm drill <name> [options]
  runs a drill that takes minutes
${LONG_DRILLS.map(({ usage }) => `  ${usage}`).join('\n')}`
const OPTIONS = {
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    twins: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
} as const

Object.assign(process.env, OFFLINE)
await runScript(USAGE, async (args) => {
  const long = LONG_DRILLS.find(({ name }) => name === args[0])
  if (long !== undefined) await runLong(long, args.slice(1))
  else process.exitCode = (await runNamed(args)) ? 0 : 1
})

/** The drills of the catalogue. */
async function runNamed(args: string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({ args, ...OPTIONS })
  const unknown = positionals.filter((id) => !DRILLS.some((drill) => drill.id === id))
  if (unknown.length > 0) throw new UsageError(`${unknown.join(', ')}: no such drill`)
  const chosen = DRILLS.filter(
    ({ id, quick }) => (positionals.length === 0 || positionals.includes(id)) && (!values.quick || quick),
  )
  if (values.twins) return runMutants(mutantsOf(chosen))
  if (!values.list) return runAll(chosen, values.json)
  for (const { id, failure } of chosen) console.log(`${id}  ${failure}`)
  return true
}

function mutantsOf(drills: readonly Drill[]): readonly Mutant[] {
  return readMutants().filter(({ name }) => drills.some(({ mutant }) => mutant === name))
}

async function runAll(drills: readonly Drill[], isJson: boolean): Promise<boolean> {
  const startMs = Date.now()
  const system = await DrillSystem.start()
  const results: Result[] = []
  try {
    const unhealthy = await steadyState(system)
    if (unhealthy.length > 0)
      throw new Error(`the system is not healthy, so nothing was broken: ${unhealthy.join('; ')}`)
    for (const drill of drills) {
      const alone = drills.length === 1 && !isJson
      if (alone) console.log(explainDrill(drill))
      const result = await runDrill(system, drill, alone ? (text) => console.log(`  ${text}`) : undefined)
      results.push(result)
      if (!isJson) console.log(explainResult(drill, result))
      // Another tenant's secret was seen: nothing else matters.
      if (system.leaks().length > 0) break
    }
  } finally {
    await system.stop()
  }
  const isGreen = results.length === drills.length && results.every(({ verdict }) => verdict === 'green')
  if (isJson) console.log(JSON.stringify(results))
  else console.log(tableOf(drills, results, Date.now() - startMs))
  return isGreen
}
