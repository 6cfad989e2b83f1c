// `pnpm test`: every test, ended by one plain line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { runScript } from '@bulkhead/harness/command-line'
import { LOCAL_VARIABLES } from '@bulkhead/harness/local-variables'
import { runCommand } from '@bulkhead/harness/run-command'
import { WITHOUT_CHROMIUM } from '@bulkhead/harness/runtime/chromium'

import { selectTests } from './test-selection.ts'
import { totalsOf, type Totals } from './test-totals.ts'

/** What a person sets for `dev`. Tests must not see it: they would ask their model server. */
const PERSONAL = new Set<string>([...LOCAL_VARIABLES, 'PORT', 'STATE_DIR', 'TENANTS_DIR', 'MODELS_FILE'])

const USAGE = `usage: pnpm test [path …] [--project name] [-t words] [--bail 1]
  every test, or those of some files and folders: pnpm test apps/rag tests/limits.test.ts
  --project            unit, journeys (the whole system), or an app's tests inside the runtime: rag, chat, …
  -t                   only tests whose name contains the words
  --bail               ends after so many failures
  all take about a quarter of an hour on two cores; the first time a minute more, for building`

await runScript(USAGE, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      project: { type: 'string', multiple: true, default: [] },
      testNamePattern: { type: 'string', short: 't' },
      bail: { type: 'string' },
    },
  })
  const { projects, paths } = selectTests(ROOT, positionals)
  const chosen = values.project.length > 0 ? values.project : projects
  const totals = await runTests([
    ...paths,
    ...chosen.map((name) => `--project=${name}`),
    ...(values.testNamePattern === undefined ? [] : ['-t', values.testNamePattern]),
    ...(values.bail === undefined ? [] : [`--bail=${values.bail}`]),
  ])
  if (WITHOUT_CHROMIUM !== '') console.log(`tests/console${WITHOUT_CHROMIUM}`)
  console.log(`${totals.passed} passed, ${totals.failed} failed`)
  process.exitCode = totals.failed === 0 ? 0 : 1
})

/** What a test needs built it builds itself, if a source has changed. */
async function runTests(vitestArgs: readonly string[]): Promise<Totals> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !PERSONAL.has(name)))
  // Of Node's own removal of types, which some configurations use for their fakes.
  env['NODE_OPTIONS'] = `${env['NODE_OPTIONS'] ?? ''} --disable-warning=ExperimentalWarning`
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
