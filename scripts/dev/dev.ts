import { spawn, type ChildProcess } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

import { APPS, ROOT } from '@bulkhead/harness/apps'
import { localConfig, writeConfig } from '@bulkhead/harness/build/worker-config'
import {
  readLocalKeys,
  readLocalVariables,
  variablesOf,
  type LocalVariables,
} from '@bulkhead/harness/local-variables'
import { LogFile } from '@bulkhead/harness/log-file'
import { ensurePortIsFree, readPort } from '@bulkhead/harness/port'
import { OFFLINE, runCommand, WRANGLER } from '@bulkhead/harness/run-command'

import { loadSample } from './load-sample.ts'
import { presentLine, workerLineIn } from './present-line.ts'
import { welcome } from './welcome.ts'

const SAMPLE_TENANT = 'acme'
const LOOK_EVERY_MS = 250

try {
  await dev(readPort(process.env), resolve(ROOT, process.env['STATE_DIR'] ?? '.wrangler/state'))
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exit(1)
}

/** Starts every Worker in one wrangler and stays until it ends. */
async function dev(port: number, stateDir: string): Promise<void> {
  await checkTenants()
  await ensurePortIsFree(port, 'dev')
  const variables = readLocalVariables(process.env)
  const configs = APPS.flatMap((app) => ['--config', writeDevConfig(app, variables)])
  const flags = ['--local', '--port', String(port), '--inspector-port', '0', '--persist-to', stateDir]
  const wrangler = spawn(
    process.execPath,
    [WRANGLER, 'dev', ...configs, ...flags, '--show-interactive-dev-session=false', '--log-level', 'log'],
    { cwd: ROOT, env: environment(variables, stateDir), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  )
  const screen = show(wrangler, new LogFile(stateDir))
  endTogether(wrangler)
  await new Promise((ready) => wrangler.once('message', ready))
  await greet(new URL(`http://localhost:${port}`), stateDir)
  screen.open()
}

async function checkTenants(): Promise<void> {
  const cli = join(ROOT, 'packages/tenant-schema/src/cli.ts')
  const { code, output } = await runCommand(process.execPath, [cli, 'check'], { quiet: true })
  if (code !== 0) throw new Error(`${output}fix the tenants above, then start again`)
}

/**
 * The local config of one Worker that also names the variables it is given. Wrangler takes the values of exactly these
 * names from its own environment, so no value is ever written to a file and no Worker sees another one's.
 */
function writeDevConfig(app: (typeof APPS)[number], variables: LocalVariables): string {
  const config = localConfig(app)
  const named = Object.keys(config.vars ?? {})
  const required = Object.keys(variablesOf(app, variables)).filter((name) => !named.includes(name))
  return writeConfig(app, 'dev', { ...config, secrets: { required } })
}

/** Ours, without what would shadow a var of wrangler.jsonc by accident. */
function environment(variables: LocalVariables, stateDir: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...OFFLINE }
  for (const app of APPS) {
    for (const name of Object.keys(localConfig(app).vars ?? {})) delete env[name]
  }
  // A registry of our own: another wrangler on this machine must not find these Workers, nor we its.
  return { ...env, ...variables, WRANGLER_REGISTRY_PATH: join(stateDir, 'registry') }
}

/** Until it is opened the screen holds back what is said while everything starts; errors are shown at any time. */
function show(wrangler: ChildProcess, log: LogFile): { open(): void } {
  let isOpen = false
  const asText = process.stdout.isTTY
  linesOf(wrangler.stderr)?.on('line', (line) => line.trim() !== '' && console.error(line))
  linesOf(wrangler.stdout)?.on('line', (line) => {
    const said = workerLineIn(line)
    if (said !== undefined) log.write(said)
    const shown = presentLine(line, asText)
    if (isOpen && shown !== undefined) console.log(shown)
  })
  return { open: () => (isOpen = true) }
}

function linesOf(stream: Readable | null): Interface | undefined {
  return stream === null ? undefined : createInterface({ input: stream })
}

/** A signal ends wrangler, which ends its runtime; we go when it has gone, with its verdict. */
function endTogether(wrangler: ChildProcess): void {
  let asked = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      asked = true
      wrangler.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    })
  }
  wrangler.once('exit', (code) => process.exit(asked ? 0 : (code ?? 1)))
}

async function greet(url: URL, stateDir: string): Promise<void> {
  await untilAlive(url)
  const key = readLocalKeys()[SAMPLE_TENANT] ?? ''
  try {
    await loadSample(url, key, stateDir)
  } catch (thrown) {
    console.error(`the sample documents could not be loaded: ${String(thrown)}`)
  }
  console.log(welcome(url.origin, key))
}

/** Wrangler calls itself ready before its runtime is. Should that not start, wrangler ends and we with it. */
async function untilAlive(url: URL): Promise<void> {
  for (;;) {
    const answer = await fetch(new URL('/healthz', url)).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await sleep(LOOK_EVERY_MS)
  }
}
