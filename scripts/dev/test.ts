import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { LOCAL_VARIABLES } from '@bulkhead/harness/local-variables'
import { runCommand } from '@bulkhead/harness/run-command'

import { totalsOf, type Totals } from './test-totals.ts'

/** What a person sets for `dev`. Tests must not see it: they would ask their model server. */
const PERSONAL = new Set<string>([...LOCAL_VARIABLES, 'PORT', 'STATE_DIR', 'TENANTS_DIR'])

const totals = await runTests(process.argv.slice(2))
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 ? 0 : 1)

/** Runs every project. What a test needs built it builds itself, if a source has changed. */
async function runTests(vitestArgs: readonly string[]): Promise<Totals> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !PERSONAL.has(name)))
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-tests-'))
  const reportFile = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const { code } = await runCommand('vitest', ['run', ...reporters, ...vitestArgs], { env })
  const totals = totalsOf(readReport(reportFile), code)
  rmSync(folder, { recursive: true, force: true })
  return totals
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
