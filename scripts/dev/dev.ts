// `pnpm dev`: every Worker with reloading, a sample corpus, and commands to paste.
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { ROOT } from '@bulkhead/harness/apps'
import { buildConsole } from '@bulkhead/harness/build/console'
import { runScript } from '@bulkhead/harness/command-line'
import { readLocalKeys, readLocalVariables } from '@bulkhead/harness/local-variables'
import { LogFile } from '@bulkhead/harness/log-file'
import { ensurePortIsFree, readPort } from '@bulkhead/harness/port'
import { OFFLINE, runCommand } from '@bulkhead/harness/run-command'
import { applyTenants } from '@bulkhead/harness/runtime/apply-tenants'
import { makeRegistry } from '@bulkhead/harness/runtime/registry'
import { lockStateDir, readStateDir } from '@bulkhead/harness/state-dir'

import { consoleLines } from './console-lines.ts'
import { ENVIRONMENT_NOTES } from './environment-notes.ts'
import { loadSample } from './load-sample.ts'
import { presentLine, workerLineIn } from './present-line.ts'
import { startAsides } from './start-asides.ts'
import { startWrangler } from './start-wrangler.ts'
import { welcome } from './welcome.ts'

const SAMPLE_TENANT = 'acme'
const LOOK_EVERY_MS = 250

const USAGE = `usage: pnpm dev
  starts every Worker, reloads what you change, loads sample documents for acme and prints commands to paste
  takes half a minute; Ctrl-C stops everything

${ENVIRONMENT_NOTES}`

await runScript(USAGE, async (args) => {
  parseArgs({ args })
  Object.assign(process.env, OFFLINE)
  await dev(readPort(process.env), readStateDir(process.env))
})

/** Stays until wrangler ends. */
async function dev(port: number, stateDir: string): Promise<void> {
  await Promise.all([checkTenants(), buildConsole()])
  await lockStateDir(stateDir, 'pnpm dev')
  await ensurePortIsFree(port, 'dev')
  const variables = readLocalVariables(process.env)
  const registry = makeRegistry(stateDir)
  const log = new LogFile(stateDir)
  const screen = openScreen(log)
  await startAsides({ variables, registry, onLog: (line) => screen.show(line) })
  const wrangler = startWrangler({ port, stateDir, registry, variables })
  linesOf(wrangler.stderr)?.on('line', (line) => line.trim() !== '' && console.error(line))
  linesOf(wrangler.stdout)?.on('line', (line) => screen.show(line))
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

/** Until it is opened the screen holds back what Workers log while everything starts; the log file has it all. */
function openScreen(log: LogFile): { show(line: string): void; open(): void } {
  let isOpen = false
  const asText = process.stdout.isTTY
  return {
    show: (line) => {
      const logged = workerLineIn(line)
      if (logged !== undefined) log.write(logged)
      const shown = presentLine(line, asText)
      if (isOpen && shown !== undefined) console.log(shown)
    },
    open: () => (isOpen = true),
  }
}

function linesOf(stream: Readable | null): Interface | undefined {
  return stream === null ? undefined : createInterface({ input: stream })
}

/** A signal ends wrangler, which ends its runtime; we follow with its verdict. */
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
  await applyTenants((path, init) => fetch(new URL(path, url), init), process.env['TENANTS_DIR'])
  const key = readLocalKeys()[SAMPLE_TENANT] ?? ''
  try {
    await loadSample(url, key, stateDir)
  } catch (thrown) {
    console.error(`the sample documents could not be loaded: ${String(thrown)}`)
  }
  console.log(welcome(url.origin, key, await consoleLines(url)))
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
