import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { ROOT } from './apps.ts'
import { faultControl, fetchFrom, linesIn, type Bulkhead, type LogLine } from './bulkhead.ts'
import type { LocalVariables } from './local-variables.ts'
import { findFreePort } from './port.ts'
import { TEST_TENANTS } from './start-bulkhead.ts'

export interface ProcessOptions {
  /** What a killed run leaves and the next one finds. */
  readonly stateDir: string
  readonly variables?: LocalVariables
  readonly tenantsDir?: string
}

export interface BulkheadProcess extends Bulkhead {
  /** Of the process group that everything runs in. */
  readonly groupId: number
  /** As a power cut: the runtime gets no chance to write anything. */
  kill(): Promise<void>
}

/** `pnpm serve` as a process group of its own: killing only node would leave the runtime answering on the port. */
export async function startProcess(options: ProcessOptions): Promise<BulkheadProcess> {
  const { stateDir, variables, tenantsDir = TEST_TENANTS } = options
  const port = await findFreePort()
  const own = {
    PORT: String(port),
    STATE_DIR: stateDir,
    TENANTS_DIR: tenantsDir,
    LOCAL_EMBEDDINGS: 'hashed',
  }
  const child = spawn(process.execPath, [join(ROOT, 'scripts/dev/serve.ts')], {
    detached: true,
    env: { ...process.env, ...own, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: LogLine[] = []
  await ready(child, lines)
  const fetch = fetchFrom(new URL(`http://127.0.0.1:${port}`))
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    groupId: child.pid ?? 0,
    fetch,
    logs: () => lines,
    clearLogs: () => (lines.length = 0),
    ...faultControl(fetch),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

/** Resolves with the ready line. @throws Error with what was said instead when the process ends first. */
async function ready(child: ChildProcess, lines: LogLine[]): Promise<void> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const isReady = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout! }).on('line', (text) => {
      lines.push(...linesIn(text))
      if (text.startsWith('ready on ')) resolve()
    })
  })
  const ended = once(child, 'exit').then(() => {
    throw new Error(`serve did not start: ${said}`)
  })
  await Promise.race([isReady, ended])
  ended.catch(() => {})
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exited = once(child, 'exit')
  process.kill(-child.pid, signal)
  await exited
}
