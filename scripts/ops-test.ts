// Checks and tests the alert rules with Prometheus' own promtool: `pnpm ops:test`. With --if-present nothing is fetched.
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from './apps.ts'
import { fetchTool, findTool } from './prometheus-tools.ts'
import { runCommand } from './run-command.ts'

const RULES = join(ROOT, 'ops/prometheus')
const COMMANDS = [
  ['check', 'rules', 'alerts.yml', 'cost.yml'],
  ['check', 'config', '--syntax-only', 'prometheus.yml'],
  ['test', 'rules', 'alerts.test.yml'],
]

const { values } = parseArgs({ options: { 'if-present': { type: 'boolean', default: false } } })
const promtool = values['if-present'] ? await findTool('promtool') : await fetchTool('promtool')
if (promtool === undefined) {
  console.log('skipped: no promtool here (on Debian, pnpm ops:test fetches it; else put it on the PATH)')
  process.exit(0)
}
for (const args of COMMANDS) {
  const { code } = await runCommand(promtool, args, { cwd: RULES })
  if (code !== 0) process.exit(1)
}
