// `pnpm mutants`: takes one protection after another out of the source and checks that a drill or a test notices.
import { parseArgs } from 'node:util'

import { runScript, UsageError } from '@bulkhead/harness/command-line'
import { OFFLINE, runCommand } from '@bulkhead/harness/run-command'

import { readMutants, type Mutant } from './mutant.ts'
import { checkMutants, runMutants } from './run-mutants.ts'

const USAGE = `usage: pnpm mutants [name or part of one …] [--drills | --leaks] [--list] [--check]
  plants each mutant (drills/mutants/*.patch) in a copy of the workspace; the drill or test it names must turn red
  --drills  only those that a drill catches
  --leaks   only those that a test catches: nearly all lose the isolation of tenants
  --list    what there is
  --check   only check that every patch applies
  takes about half a minute for each`

Object.assign(process.env, OFFLINE)
await runScript(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      drills: { type: 'boolean', default: false },
      leaks: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
    },
  })
  const chosen = chosenBy(positionals).filter(({ caughtBy }) => {
    if (values.drills) return 'drill' in caughtBy
    return !values.leaks || !('drill' in caughtBy)
  })
  if (chosen.length === 0) throw new UsageError('no such mutant; `pnpm mutants --list` shows what there is')
  if (values.list) for (const { name, removes } of chosen) console.log(`${name}: removes ${removes}`)
  else if (values.check) process.exitCode = checkMutants(chosen) ? 0 : 1
  else {
    await generateTypes()
    process.exitCode = (await runMutants(chosen)) ? 0 : 1
  }
})

/** Copies of the workspace take them along. */
async function generateTypes(): Promise<void> {
  const { code, output } = await runCommand('turbo', ['run', 'types', '--output-logs=errors-only'], {
    quiet: true,
  })
  if (code !== 0) throw new Error(output)
}

/** A whole name is that mutant alone; anything else is part of names. */
function chosenBy(names: readonly string[]): readonly Mutant[] {
  const all = readMutants()
  if (names.length === 0) return all
  const isWhole = (name: string) => all.some((mutant) => mutant.name === name)
  return all.filter((mutant) =>
    names.some((name) => (isWhole(name) ? mutant.name === name : mutant.name.includes(name))),
  )
}
