import { readdirSync, readFileSync } from 'node:fs'

const SAMPLE_MS = 100

/** Follows the resident memory of the runtime that this process started; the largest that was seen, in MiB. Undefined where there is no /proc. */
export function watchRuntimeMemory(): { stop(): number | undefined } {
  const pids = runtimePids()
  let peak: number | undefined
  const sample = () => {
    const sum = pids.reduce((total, pid) => total + residentMiB(pid), 0)
    if (sum > (peak ?? 0)) peak = sum
  }
  sample()
  const timer = setInterval(sample, SAMPLE_MS)
  return {
    stop: () => {
      clearInterval(timer)
      sample()
      return peak
    },
  }
}

/** The runtimes that this process started; none where there is no /proc. */
export function runtimePids(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && isOwnRuntime(pid))
  } catch {
    return []
  }
}

function isOwnRuntime(pid: number): boolean {
  const status = statusOf(pid)
  return /^Name:\s+workerd$/m.test(status) && status.includes(`\nPPid:\t${process.pid}\n`)
}

function residentMiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(statusOf(pid))?.[1] ?? 0) / 1_024
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
