import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { Failure } from '../failure.ts'

/**
 * Keeps two runs for one environment from running at once in this checkout; those of other machines it cannot see.
 * The file of a run that was killed is taken over.
 *
 * @throws Failure that names the process which has it
 */
export async function asOnlyRun<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true })
  if (!take(file)) {
    const pid = Number(readFileSync(file, 'utf8'))
    if (isRunning(pid))
      throw new Failure(`process ${pid} is deploying to this environment: wait until it has ended (${file})`)
    rmSync(file, { force: true })
    if (!take(file)) throw new Failure(`another run has just begun: wait until it has ended (${file})`)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false
    throw thrown
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}
