import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Longer than any build takes: whoever holds it for longer was killed. */
const STALE_MS = 90_000
const LOOK_EVERY_MS = 100

/**
 * Waits until no other process works on `folder`, then does. Tests that start at once would each build the same Workers; now
 * one builds and the others find what it made.
 */
export async function oneAtATime<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = `${folder}.lock`
  mkdirSync(dirname(lock), { recursive: true })
  while (!take(lock)) await sleep(LOOK_EVERY_MS)
  try {
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    if (isStale(lock)) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function isStale(lock: string): boolean {
  const heldSince = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  return Date.now() - heldSince > STALE_MS
}
