import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { APPS, isAside, ROOT, type App } from '@bulkhead/harness/apps'
import { localConfig, writeConfig } from '@bulkhead/harness/build/worker-config'
import { variablesOf, type LocalVariables } from '@bulkhead/harness/local-variables'
import { OFFLINE, WRANGLER } from '@bulkhead/harness/run-command'
import { modelVariablesOf } from '@bulkhead/harness/runtime/model-variables'
import { workerdVariables } from '@bulkhead/harness/runtime/workerd'

/** Ends wrangler when this process has gone, even when it was killed. */
const END_WITH_PARENT = fileURLToPath(import.meta.resolve('@bulkhead/harness/runtime/end-with-parent'))
const APPS_OF_WRANGLER = APPS.filter((app) => !isAside(app))

interface WranglerOptions {
  readonly port: number
  readonly stateDir: string
  readonly registry: string
  readonly variables: LocalVariables
}

/** One wrangler with every Worker that does not run aside. */
export function startWrangler({ port, stateDir, registry, variables }: WranglerOptions): ChildProcess {
  const configs = APPS_OF_WRANGLER.flatMap((app) => ['--config', writeDevConfig(app, variables)])
  const flags = ['--local', '--port', String(port), '--inspector-port', '0', '--persist-to', stateDir]
  const quiet = ['--show-interactive-dev-session=false', '--log-level', 'log']
  return spawn(
    process.execPath,
    ['--import', END_WITH_PARENT, WRANGLER, 'dev', ...configs, ...flags, ...quiet],
    { cwd: ROOT, env: environment(variables, registry), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  )
}

/**
 * The local config of one Worker, with the names of the variables it is given. Wrangler takes the values of
 * exactly these names from its own environment, so no value is ever written to a file and no Worker sees
 * another one's. Crons are left out: wrangler does not run them locally, and warns.
 */
function writeDevConfig(app: App, variables: LocalVariables): string {
  const { triggers: _, ...config } = localConfig(app)
  const named = Object.keys(config.vars ?? {})
  const given = { ...variablesOf(app, variables), ...modelVariablesOf(app, process.env) }
  const required = Object.keys(given).filter((name) => !named.includes(name))
  return writeConfig(app, 'dev', { ...config, secrets: { required } })
}

/** Ours, without what would shadow a var of wrangler.jsonc by accident. */
function environment(variables: LocalVariables, registry: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...OFFLINE, ...workerdVariables() }
  for (const app of APPS) {
    for (const name of Object.keys(localConfig(app).vars ?? {})) delete env[name]
  }
  return { ...env, ...variables, WRANGLER_REGISTRY_PATH: registry }
}
