import { setTimeout as sleep } from 'node:timers/promises'

import type { ApiClient } from './api-client.ts'

const LOOK_EVERY_MS = 500
/** If no document is finished in this time, ingestion hangs. */
const STALL_MS = 120_000

/** Waits until every document is indexed. @throws Error when one failed, or when nothing moves any more. */
export async function untilIndexed(api: ApiClient, name: string, total: number): Promise<void> {
  let best = -1
  let lastProgress = Date.now()
  for (;;) {
    const states = await api.countStates()
    const indexed = states.get('indexed') ?? 0
    if (states.has('failed')) throw new Error(`${name}: ${states.get('failed')} documents failed`)
    if (indexed === total) return
    if (indexed > best) lastProgress = Date.now()
    best = Math.max(best, indexed)
    if (Date.now() - lastProgress > STALL_MS) {
      throw new Error(`${name}: stuck at ${JSON.stringify(Object.fromEntries(states))} of ${total} documents`)
    }
    await sleep(LOOK_EVERY_MS)
  }
}
