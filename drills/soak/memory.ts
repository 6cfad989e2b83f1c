import { readdirSync, readFileSync } from 'node:fs'

/** Resident memory of the runtime in a process group, MiB; undefined where there is no /proc. */
export function runtimeMiB(groupId: number): number | undefined {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  const sizes = pids.flatMap((pid) => residentMiB(pid, groupId) ?? [])
  return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0)
}

function residentMiB(pid: number, groupId: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    if (!stat.includes('(workerd)')) return undefined
    const [, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (Number(group) !== groupId) return undefined
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_024
  } catch {
    // It has just ended.
    return undefined
  }
}
