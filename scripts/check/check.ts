// `pnpm check`: what CI checks.
import { parseArgs } from 'node:util'

import { runScript } from '@bulkhead/harness/command-line'
import { OFFLINE, runCommand } from '@bulkhead/harness/run-command'

interface Step {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** What to do when it fails. */
  readonly fix: string
}

const CLI = 'packages/tenant-schema/src/cli.ts'
const TURBO_FLAGS = ['--output-logs=errors-only', '--continue']

/** Cheap ones first. Types are generated before lint, which asks the type checker. */
const STEPS: readonly Step[] = [
  { name: 'format', command: 'oxfmt', args: ['--check'], fix: 'pnpm fix' },
  {
    name: 'generated types',
    command: 'turbo',
    args: ['run', 'types', ...TURBO_FLAGS],
    fix: 'mend wrangler.jsonc of the Worker named above',
  },
  {
    name: 'lint',
    command: 'oxlint',
    args: [
      '--type-aware',
      '--deny-warnings',
      'apps',
      'packages',
      'harness',
      'scripts',
      'bench',
      'drills',
      'tests',
    ],
    fix: 'pnpm fix mends some; the others by hand',
  },
  {
    name: 'tree',
    command: 'node',
    args: ['scripts/check/check-tree.ts'],
    fix: 'rename, move or split the files above',
  },
  {
    name: 'wrangler.jsonc',
    command: 'node',
    args: ['scripts/check/check-wrangler.ts'],
    fix: 'make both worlds of the Worker agree',
  },
  {
    name: 'tenants',
    command: 'node',
    args: [CLI, 'check'],
    fix: 'mend the tenant.config.json and models.json files named above',
  },
  {
    name: 'alerts',
    command: 'node',
    args: ['scripts/ops/ops-test.ts', '--if-present'],
    fix: 'mend ops/prometheus; pnpm ops:test says more',
  },
  {
    name: 'types',
    command: 'turbo',
    args: ['run', 'typecheck', ...TURBO_FLAGS],
    fix: 'mend the type errors above',
  },
  {
    name: 'dead code',
    command: 'knip',
    args: ['--no-config-hints'],
    fix: 'delete what is listed, or use it',
  },
  {
    name: 'workspace',
    command: 'sherif',
    args: [],
    fix: 'mend the package.json files named above',
  },
]

const USAGE = `usage: pnpm check
  everything that CI checks before the tests: ${STEPS.map(({ name }) => name).join(', ')}
  stops at the first that fails and says what to do; takes half a minute, the first time a minute`

await runScript(USAGE, async (args) => {
  parseArgs({ args })
  Object.assign(process.env, OFFLINE)
  for (const step of STEPS) if (!(await passes(step))) process.exit(1)
})

async function passes(step: Step): Promise<boolean> {
  const started = performance.now()
  const { code, output } = await runCommand(step.command, step.args, { quiet: true })
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  if (code === 0) console.log(`✓ ${step.name} (${seconds} s)`)
  else console.error(`${output}\n✘ ${step.name} (${seconds} s)\n  to mend it: ${step.fix}`)
  return code === 0
}
