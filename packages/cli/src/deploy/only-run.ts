import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { Failure } from '../failure.ts'

/** SQLITE_BUSY: another process has the lock. */
const BUSY = 5
/** Of two that ask at the same moment each may be in the other's way: then one asks again. */
const ASK_AGAIN_MS = 1_000

/** One that nobody refers to is closed by the garbage collector, which would give the lock away. */
const held = new Set<DatabaseSync>()

/**
 * Keeps two runs for one environment from running at once in this checkout; those of other machines it cannot see.
 * What is locked is the database `file`, which the operating system unlocks when the process ends, however it ends.
 *
 * @throws Failure that names the process which has it
 */
export async function asOnlyRun<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file, { timeout: ASK_AGAIN_MS })
  const pidFile = `${file}.pid`
  try {
    if (!lock(database)) {
      throw new Failure(`${holderOf(pidFile)} is deploying to this environment: wait until it has ended`)
    }
    held.add(database)
    writeFileSync(pidFile, String(process.pid))
    return await work()
  } finally {
    held.delete(database)
    database.close()
  }
}

function lock(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE')
    return true
  } catch (thrown) {
    if (thrown instanceof Error && 'errcode' in thrown && thrown.errcode === BUSY) return false
    throw thrown
  }
}

/** One that has just begun has not written it yet: then it is missing, or of a process that has ended. */
function holderOf(pidFile: string): string {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'))
    process.kill(pid, 0)
    return `process ${pid}`
  } catch {
    return 'another process'
  }
}
