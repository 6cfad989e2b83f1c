import { constants } from 'node:os'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Says what to do next when a signal ends the process during `work`. */
export async function whenBrokenOff<T>(advice: string, work: () => Promise<T>): Promise<T> {
  const leave = (signal: NodeJS.Signals) => {
    console.error(`${signal}: ${advice}`)
    // After whoever else has to put something away.
    setImmediate(() => process.exit(128 + constants.signals[signal]))
  }
  for (const signal of SIGNALS) process.on(signal, leave)
  try {
    return await work()
  } finally {
    for (const signal of SIGNALS) process.off(signal, leave)
  }
}
