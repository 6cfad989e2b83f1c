// `pnpm soak`: minutes of mixed load while random faults come and go and everything is killed twice; then every promise is checked.
import { parseArgs } from 'node:util'

import { runScript, UsageError } from '@bulkhead/harness/command-line'
import { seedOf } from '@bulkhead/harness/random'
import { OFFLINE } from '@bulkhead/harness/run-command'

import { DrillSystem } from '../stage/drill-system.ts'
import { soak, type SoakReport } from './soak.ts'

/** Memory that grows more than this from the second to the last third is not flat. */
const MOST_GROWTH = 1.5

const USAGE = `usage: pnpm soak [--minutes 10] [--seed n]
  mixed load while faults come and go and everything is killed twice; takes the minutes it is given and one more`

Object.assign(process.env, OFFLINE)
await runScript(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
  })
  const minutes = Number(values.minutes)
  if (!(minutes > 0)) throw new UsageError('--minutes: not a positive number')
  const seed = seedOf(values.seed)
  console.log(`seed ${seed}`)
  const system = await DrillSystem.start()
  try {
    const count = print(await soak(system, { minutes, seed }))
    console.log(`${count} problems in ${minutes} minutes (seed ${seed})`)
    process.exitCode = count === 0 ? 0 : 1
  } finally {
    await system.stop()
  }
})

/** Returns the number of problems. */
function print(report: SoakReport): number {
  const growth = growthOf(report.memory)
  const problems = [...report.problems]
  if (growth > MOST_GROWTH) problems.push(`memory grew ${growth.toFixed(2)} times`)
  for (const problem of problems.slice(0, 50)) console.error(problem)
  console.log(`answers: ${listOf(report.statuses)}`)
  console.log(`faults: ${listOf(report.faults)}`)
  console.log(
    `${report.promisedDocuments} documents and ${report.promisedMessages} messages promised, ${report.kills} kills, ` +
      `memory ${growth.toFixed(2)} times (${Math.round(Math.max(0, ...report.memory))} MiB at most)`,
  )
  return problems.length
}

/** Median of the last third over median of the second; the first is for warming up. */
function growthOf(samples: readonly number[]): number {
  const third = Math.floor(samples.length / 3)
  if (third === 0) return 1
  return medianOf(samples.slice(-third)) / medianOf(samples.slice(third, 2 * third))
}

function medianOf(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN
}

function listOf(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ')
}
