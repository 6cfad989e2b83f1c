// `pnpm check:wrangler`: holds every wrangler.jsonc against the rules of wrangler-rules.ts.
import { parseArgs } from 'node:util'

import { DEPLOYED_APPS } from '@bulkhead/harness/apps'
import { bundleForProduction } from '@bulkhead/harness/build/bundle'
import { runScript } from '@bulkhead/harness/command-line'

import { readHouse } from './read-house.ts'
import { findConfigProblems } from './wrangler-rules.ts'

const USAGE = `usage: pnpm check:wrangler [--deploy]
  compares both worlds of every wrangler.jsonc: bindings, entrypoints, migrations, dates, secrets and doors
  --deploy  also builds what would be uploaded, with no login; takes up to half a minute`

await runScript(USAGE, async (args) => {
  const { values } = parseArgs({ args, options: { deploy: { type: 'boolean', default: false } } })
  const problems = [...findConfigProblems(readHouse()), ...(values.deploy ? await dryRuns() : [])]
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
})

/** `--deploy`: everything of a deployment but the upload. */
async function dryRuns(): Promise<string[]> {
  const failures: string[] = []
  for (const app of DEPLOYED_APPS) {
    try {
      await bundleForProduction(app)
      console.log(`${app}: can be deployed`)
    } catch (thrown) {
      failures.push(`${app}: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    }
  }
  return failures
}
