import { readdirSync, readFileSync } from 'node:fs'

/** What all threads of a process have spent on a processor, ms. Unlike the clock, it does not count who else was busy. */
export function processorMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  )
  return threads.reduce((sum, ns) => sum + ns, 0) / 1e6
}
