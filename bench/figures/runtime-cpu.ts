import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10

/** CPU time that a process has used so far, in milliseconds. NaN where it cannot be known: no such process, or no /proc. */
export function cpuMsOf(pid: number | undefined): number {
  if (pid === undefined) return Number.NaN
  const [user = Number.NaN, system = Number.NaN] = statOf(pid).slice(11, 13).map(Number)
  return (user + system) * TICK_MS
}

/** The processes of a group, such as a server and its workers. */
export function pidsOfGroup(group: number): number[] {
  try {
    const all = readdirSync('/proc').map(Number).filter(Number.isInteger)
    return all.filter((pid) => Number(statOf(pid)[2]) === group)
  } catch {
    return []
  }
}

/** State, parent, group …: what follows the name, which may hold anything. None when there is no such process. */
function statOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  } catch {
    return []
  }
}
