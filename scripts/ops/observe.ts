// A real Prometheus beside a local Bulkhead: `pnpm observe`, while `pnpm dev` or `pnpm serve` runs.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { runScript } from '@bulkhead/harness/command-line'
import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { ensurePortIsFree, findFreePort, readPort } from '@bulkhead/harness/port'
import { readStateDir } from '@bulkhead/harness/state-dir'

import { DEFAULT_PROMETHEUS_PORT, fetchTool } from './prometheus-tools.ts'
import { QUALITY_FILE } from './quality-file.ts'

const RULES = join(ROOT, 'ops/prometheus')

const USAGE = `usage: pnpm observe
  starts a Prometheus with the alert rules beside a running pnpm dev or pnpm serve, until Ctrl-C
  on Debian it is fetched, which takes a minute; elsewhere it must be on the PATH

environment:
  PORT             where Bulkhead listens (8787)
  PROMETHEUS_PORT  where Prometheus listens (${DEFAULT_PROMETHEUS_PORT})
  STATE_DIR        where its data is kept (.wrangler/state)`

await runScript(USAGE, async (args) => {
  parseArgs({ args })
  await observe()
})

async function observe(): Promise<void> {
  const port = readPort({ PORT: process.env['PROMETHEUS_PORT'] || DEFAULT_PROMETHEUS_PORT })
  await ensurePortIsFree(port, 'observe')
  const prometheus = await fetchTool('prometheus')
  if (prometheus === undefined)
    throw new Error('no Prometheus here: on Debian it is fetched; else put prometheus on the PATH')
  const folder = join(readStateDir(process.env), 'prometheus')
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'prometheus.json')
  writeFileSync(config, JSON.stringify(configOf(readPort(process.env), await serveQuality())))
  const flags = [`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'data')}`]
  const child = spawn(prometheus, [...flags, `--web.listen-address=127.0.0.1:${port}`, '--log.level=warn'], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill('SIGTERM'))
  child.once('exit', (code) => process.exit(code ?? 0))
  console.log(`Prometheus: http://localhost:${port}/alerts   (Ctrl-C stops it)`)
}

/** JSON is YAML. The token is the local one, which is in the repository. */
function configOf(bulkheadPort: number, qualityPort: number) {
  const job = (name: string, port: number) => ({
    job_name: name,
    static_configs: [{ targets: [`127.0.0.1:${port}`] }],
  })
  return {
    global: { scrape_interval: '5s', evaluation_interval: '5s' },
    rule_files: [join(RULES, 'alerts.yml'), join(RULES, 'cost.yml')],
    scrape_configs: [
      { ...job('bulkhead', bulkheadPort), authorization: { credentials: readLocalKeys()['$admin'] } },
      job('retrieval', qualityPort),
    ],
  }
}

/** The last run of `pnpm eval retrieval`, as a target. */
async function serveQuality(): Promise<number> {
  const port = await findFreePort()
  const server = createServer((_, response) => {
    response.end(existsSync(QUALITY_FILE) ? readFileSync(QUALITY_FILE) : '')
  })
  server.listen(port, '127.0.0.1').unref()
  return port
}
