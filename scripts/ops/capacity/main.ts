// `pnpm capacity`: what a number of tenants costs, and which part is full first.
import { parseArgs } from 'node:util'

import { runScript, UsageError } from '@bulkhead/harness/command-line'

import { deploymentsFor, ranked } from './bounds.ts'
import { MEANINGS, TYPICAL, type Demand } from './demand.ts'
import { costTable, millionTable, scaleTable } from './tables.ts'

const NAMES = Object.keys(TYPICAL)
const meanings = new Map(Object.entries(MEANINGS))

const USAGE = `usage: pnpm capacity [--tenants 100000] [--<input> <number> …]
  prints what tenants cost at Cloudflare's list prices, and which part of Bulkhead is full first; at once
  inputs and their defaults:
${Object.entries(TYPICAL)
  .map(([name, value]) => `    --${name} ${value}`.padEnd(34) + meanings.get(name))
  .join('\n')}`

await runScript(USAGE, async (args) => {
  const options = Object.fromEntries(NAMES.map((name) => [name, { type: 'string' as const }]))
  const { values } = parseArgs({ args, options })
  const demand = { ...TYPICAL, ...numbersOf(values) }
  console.log([millionTable(demand), costTable(demand), scaleTable(demand), nextSteps(demand)].join('\n\n'))
})

function numbersOf(values: Readonly<Record<string, unknown>>): Partial<Demand> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const number = Number(value)
      if (!(number >= 0)) throw new UsageError(`--${name} takes a number`)
      return [name, number]
    }),
  )
}

function nextSteps(demand: Demand): string {
  const full = ranked(demand).filter(({ share }) => share > 1)
  const { count, part } = deploymentsFor(demand)
  return [
    ...full.map(({ bound }) => `full: ${bound.part}. Then: ${bound.whenFull}`),
    `deployments: ${count}, decided by: ${part}`,
  ].join('\n')
}
