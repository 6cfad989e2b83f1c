// `pnpm serve`: the production bundles without the development proxy.
import { parseArgs } from 'node:util'

import { runScript } from '@bulkhead/harness/command-line'
import { readLocalVariables } from '@bulkhead/harness/local-variables'
import { LogFile } from '@bulkhead/harness/log-file'
import { ensurePortIsFree, readPort } from '@bulkhead/harness/port'
import { OFFLINE } from '@bulkhead/harness/run-command'
import { modelVariablesOf } from '@bulkhead/harness/runtime/model-variables'
import { start } from '@bulkhead/harness/start-bundles'
import { lockStateDir, readStateDir } from '@bulkhead/harness/state-dir'

import { consoleLines } from './console-lines.ts'
import { ENVIRONMENT_NOTES } from './environment-notes.ts'

const USAGE = `usage: pnpm serve
  starts every Worker without the development proxy, for benchmarks, drills and load; loads no sample
  takes a few seconds; the first time half a minute, for building

${ENVIRONMENT_NOTES}
  TENANTS_DIR       folders of tenants, separated by : (tenants)`

await runScript(USAGE, async (args) => {
  parseArgs({ args })
  await serve(process.env)
})

async function serve(env: NodeJS.ProcessEnv): Promise<void> {
  Object.assign(env, OFFLINE)
  const port = readPort(env)
  const stateDir = readStateDir(env)
  await lockStateDir(stateDir, 'pnpm serve')
  await ensurePortIsFree(port, 'serve')
  const log = new LogFile(stateDir)
  const running = await start({
    port,
    stateDir,
    ...(env['TENANTS_DIR'] ? { tenantsDir: env['TENANTS_DIR'] } : {}),
    variables: readLocalVariables(env),
    vars: { chat: modelVariablesOf('chat', env), rag: modelVariablesOf('rag', env) },
    onLog: (line) => {
      log.write(line)
      process.stdout.write(`${line}\n`)
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void running.stop().finally(() => process.exit(0)))
  }
  const url = new URL(`http://localhost:${running.url.port}`)
  console.log(await consoleLines(url))
  console.log(`ready on ${url.origin}`)
}
