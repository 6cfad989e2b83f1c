// `pnpm ops:test`: holds alert rules and dashboard against Prometheus' own promtool.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { runScript } from '@bulkhead/harness/command-line'
import { runCommand } from '@bulkhead/harness/run-command'

import { asRules, panelQueries } from './dashboard.ts'
import { askPanels } from './live-panels.ts'
import { fetchTool, findTool } from './prometheus-tools.ts'

const RULES = join(ROOT, 'ops/prometheus')

const USAGE = `usage: pnpm ops:test [--if-present] [--live]
  checks and tests the alert rules with promtool, which reads the dashboard's queries too
  --if-present  skips everything when there is no promtool, instead of fetching it
  --live        also asks a running pnpm observe for every panel
  takes a second; fetching promtool a minute`

await runScript(USAGE, async (args) => {
  const options = {
    'if-present': { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args, options })
  const promtool = values['if-present'] ? await findTool('promtool') : await fetchTool('promtool')
  if (promtool === undefined) {
    console.log('skipped: no promtool here (on Debian, pnpm ops:test fetches it; else put it on the PATH)')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-dashboard-'))
  try {
    const isGood =
      (await checkAll(promtool, join(folder, 'dashboard.json'))) && (!values.live || (await askPanels()))
    process.exitCode = isGood ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
})

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
  return true
}
