import { setTimeout as sleep } from 'node:timers/promises'

/** Somebody else's answer to the same task, in front of the same provider. */
export interface Peer {
  readonly name: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly pids: () => readonly number[]
  stop(): void
}

const POLL_MS = 100

/** Whether it answers in time, whatever it answers. */
export async function answersAt(url: URL, withinMs: number): Promise<boolean> {
  const endMs = Date.now() + withinMs
  while (Date.now() < endMs) {
    const response = await fetch(url).catch(() => undefined)
    await response?.arrayBuffer()
    if (response !== undefined) return true
    await sleep(POLL_MS)
  }
  return false
}
