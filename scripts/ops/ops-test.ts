// Checks and tests the alert rules with Prometheus' own promtool, which reads the dashboard's queries too: `pnpm ops:test`. With --if-present nothing
// is fetched. With --live a running `pnpm observe` is asked for every panel.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { runCommand } from '@bulkhead/harness/run-command'

import { asRules, panelQueries } from './dashboard.ts'
import { askPanels } from './live-panels.ts'
import { fetchTool, findTool } from './prometheus-tools.ts'

const RULES = join(ROOT, 'ops/prometheus')

const { values } = parseArgs({
  options: {
    'if-present': { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
  },
})
const promtool = values['if-present'] ? await findTool('promtool') : await fetchTool('promtool')
if (promtool === undefined) {
  console.log('skipped: no promtool here (on Debian, pnpm ops:test fetches it; else put it on the PATH)')
  process.exit(0)
}
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-dashboard-'))
try {
  process.exitCode = (await checkAll(promtool, join(folder, 'dashboard.json'))) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true })
}

async function checkAll(tool: string, dashboard: string): Promise<boolean> {
  writeFileSync(dashboard, asRules(panelQueries()))
  const commands = [
    ['check', 'rules', 'alerts.yml', 'cost.yml', dashboard],
    ['check', 'config', '--syntax-only', 'prometheus.yml'],
    ['test', 'rules', 'alerts.test.yml'],
  ]
  for (const args of commands) {
    const { code } = await runCommand(tool, args, { cwd: RULES })
    if (code !== 0) return false
  }
  return values.live ? askPanels() : true
}
