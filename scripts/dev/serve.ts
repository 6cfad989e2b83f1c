import { resolve } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { readLocalVariables } from '@bulkhead/harness/local-variables'
import { LogFile } from '@bulkhead/harness/log-file'
import { ensurePortIsFree, readPort } from '@bulkhead/harness/port'
import { OFFLINE } from '@bulkhead/harness/run-command'
import { start } from '@bulkhead/harness/start-bundles'

const env = process.env
Object.assign(env, OFFLINE)

try {
  const port = readPort(env)
  await ensurePortIsFree(port, 'serve')
  const stateDir = resolve(ROOT, env['STATE_DIR'] ?? '.wrangler/state')
  const log = new LogFile(stateDir)
  const running = await start({
    port,
    stateDir,
    ...(env['TENANTS_DIR'] ? { tenantsDir: env['TENANTS_DIR'] } : {}),
    variables: readLocalVariables(env),
    onLog: (line) => {
      log.write(line)
      process.stdout.write(`${line}\n`)
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void running.stop().finally(() => process.exit(0)))
  }
  console.log(`ready on http://localhost:${running.url.port}`)
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exit(1)
}
