import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import * as z from 'zod/mini'

import { ROOT } from './apps.ts'

const Holder = z.object({ pid: z.int(), startedAt: z.string(), command: z.string() })
type Holder = z.infer<typeof Holder>

const PROCESS_START_FIELD = 19
/** How long the runtimes of a process that was killed may still be writing: they look for it once a second. */
const RUNTIMES_END_MS = 1_500

/** `STATE_DIR`, or `.wrangler/state`. */
export function readStateDir(env: NodeJS.ProcessEnv): string {
  return resolve(ROOT, env['STATE_DIR'] || '.wrangler/state')
}

/**
 * Makes the state folder this process's own until it ends: two runtimes on one folder lock each other out of the
 * database. The lock of a process that has ended is taken over.
 *
 * @throws Error that says which process has it, or why it cannot be written.
 */
export async function lockStateDir(stateDir: string, command: string): Promise<void> {
  const file = join(stateDir, 'lock')
  const mine: Holder = { pid: process.pid, startedAt: startOf(process.pid), command }
  if (!take(stateDir, file, mine)) {
    const holder = readHolder(file)
    if (holder !== undefined && isRunning(holder)) {
      throw new Error(
        `${stateDir} is in use by ${holder.command} (process ${holder.pid}): stop that, or choose another folder with STATE_DIR`,
      )
    }
    rmSync(file, { force: true })
    if (!take(stateDir, file, mine)) throw new Error(`${stateDir} was taken by another process just now`)
    await sleep(RUNTIMES_END_MS)
  }
  process.once('exit', () => {
    if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true })
  })
}

/** Whether the lock was free. */
function take(stateDir: string, file: string, holder: Holder): boolean {
  try {
    mkdirSync(stateDir, { recursive: true })
  } catch (thrown) {
    throw unusable(stateDir, thrown)
  }
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' })
    return true
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false
    throw unusable(stateDir, thrown)
  }
}

function unusable(stateDir: string, cause: unknown): Error {
  const problem = `${stateDir} cannot be written (${codeOf(cause)}): choose another folder with STATE_DIR`
  return new Error(problem, { cause })
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)
}

function readHolder(file: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** A process id is used again, so the start of the process counts too where it can be read. */
function isRunning({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (thrown) {
    if (codeOf(thrown) !== 'EPERM') return false
  }
  return startOf(pid) === startedAt
}

/** When a process started, in the kernel's ticks; empty where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[PROCESS_START_FIELD] ?? ''
  } catch {
    return ''
  }
}
