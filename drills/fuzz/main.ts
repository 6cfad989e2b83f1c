// `pnpm fuzz`: random and hostile requests against the running system. The printed seed reproduces what is found.
import { parseArgs } from 'node:util'

import { runScript, UsageError } from '@bulkhead/harness/command-line'
import { seedOf } from '@bulkhead/harness/random'
import { OFFLINE } from '@bulkhead/harness/run-command'

import { DrillSystem } from '../stage/drill-system.ts'
import { fuzz, SUITES } from './fuzz.ts'
import { FuzzedProvider } from './fuzzed-provider.ts'
import type { SuiteReport } from './suite.ts'

const USAGE = `usage: pnpm fuzz [--requests 50000] [--seed n] [--only ${Object.keys(SUITES).join('|')}]
  random and hostile requests against the running system; 50,000 take two minutes`
const OPTIONS = {
  requests: { type: 'string', default: '50000' },
  seed: { type: 'string' },
  only: { type: 'string' },
} as const

Object.assign(process.env, OFFLINE)
await runScript(USAGE, async (args) => {
  const { values } = parseArgs({ args, options: OPTIONS })
  const requests = Number(values.requests)
  if (!Number.isInteger(requests) || requests < 1) throw new UsageError('--requests: not a whole number')
  if (values.only !== undefined && !(values.only in SUITES))
    throw new UsageError(`${values.only}: no such suite`)
  const seed = seedOf(values.seed)
  console.log(`seed ${seed}`)
  const provider = new FuzzedProvider()
  Object.assign(process.env, await provider.start())
  const system = await DrillSystem.start()
  try {
    const startMs = Date.now()
    const reports = await fuzz(
      { url: system.url, fetch: system.fetch, logs: () => system.logs(), seed, requests, provider },
      values.only,
    )
    for (const report of reports) console.log(lineOf(report))
    const problems = [...reports.flatMap((report) => report.problems), ...system.leaks()]
    for (const problem of problems) console.error(problem)
    const sent = reports.reduce((sum, report) => sum + report.requests, 0)
    const seconds = ((Date.now() - startMs) / 1_000).toFixed(0)
    console.log(`${sent} requests in ${seconds} s, ${problems.length} problems (seed ${seed})`)
    process.exitCode = problems.length === 0 ? 0 : 1
  } finally {
    await system.stop()
    provider.stop()
  }
})

function lineOf({ name, requests: sent, statuses }: SuiteReport): string {
  const counts = [...statuses]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([status, count]) => `${status}: ${count}`)
  return `${name.padEnd(9)} ${String(sent).padStart(6)} requests  ${counts.join(', ')}`
}
