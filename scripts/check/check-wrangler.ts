import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { DEPLOYED_APPS, folderOf } from '@bulkhead/harness/apps'
import { runCommand, WRANGLER } from '@bulkhead/harness/run-command'

import { readHouse } from './read-house.ts'
import { findConfigProblems } from './wrangler-rules.ts'

const { values } = parseArgs({ options: { deploy: { type: 'boolean', default: false } } })
const problems = [...findConfigProblems(readHouse()), ...(values.deploy ? await dryRuns() : [])]
for (const problem of problems) console.error(problem)
process.exit(problems.length === 0 ? 0 : 1)

/** `--deploy`: everything of a deployment but the upload, with no login and an empty home. */
async function dryRuns(): Promise<string[]> {
  const home = mkdtempSync(join(tmpdir(), 'bulkhead-home-'))
  const { CLOUDFLARE_API_TOKEN: _, ...env } = process.env
  const failures: string[] = []
  for (const app of DEPLOYED_APPS) {
    const flags = ['--dry-run', '--env', 'production', '--outdir', 'dist/production']
    const run = { cwd: folderOf(app), env: { ...env, HOME: home }, quiet: true }
    const { code, output } = await runCommand(process.execPath, [WRANGLER, 'deploy', ...flags], run)
    if (code === 0) console.log(`${app}: can be deployed`)
    else failures.push(`${app}: wrangler deploy --env production fails\n${output}`)
  }
  rmSync(home, { recursive: true, force: true })
  return failures
}
