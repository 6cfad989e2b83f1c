import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** Folders in use, and what ends the work in each. */
const folders = new Map<string, AbortController>()

/**
 * Makes a folder that only this user can read, for what may be secret: it is gone when `work` or this process ends.
 * What works in it must end with the signal: a signal to this process alone does not reach those it has started.
 */
export async function inOwnFolder<T>(work: (folder: string, signal: AbortSignal) => Promise<T>): Promise<T> {
  if (folders.size === 0) listen()
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-wrangler-'))
  const controller = new AbortController()
  folders.set(folder, controller)
  try {
    return await work(folder, controller.signal)
  } finally {
    remove(folder)
    if (folders.size === 0) for (const signal of SIGNALS) process.off(signal, leave)
  }
}

function listen(): void {
  for (const signal of SIGNALS) process.on(signal, leave)
}

/** Without this a signal would end the process before anything is removed. */
function leave(signal: NodeJS.Signals): never {
  for (const [folder, controller] of folders) {
    controller.abort()
    remove(folder)
  }
  process.exit(128 + constants.signals[signal])
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}
