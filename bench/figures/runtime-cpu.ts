import { readFileSync } from 'node:fs'

/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10

/** CPU time that a process has used so far, in milliseconds. NaN where it cannot be known: no such process, or no /proc. */
export function cpuMsOf(pid: number | undefined): number {
  if (pid === undefined) return Number.NaN
  try {
    // After the name, which may hold anything, come the state and ten numbers, then the times of user and system.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    const [user = Number.NaN, system = Number.NaN] = fields.split(' ').slice(11, 13).map(Number)
    return (user + system) * TICK_MS
  } catch {
    return Number.NaN
  }
}
