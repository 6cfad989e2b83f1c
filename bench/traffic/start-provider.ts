import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import * as z from 'zod/mini'

const Address = z.object({ port: z.int() })

export interface Provider {
  /** What `OPENAI_BASE_URL` is set to. */
  readonly baseUrl: string
  stop(): void
}

/** How it streams: so many chunks, one every so often. Left out: a short answer, all at once. */
export interface Pace {
  readonly chunks?: number
  readonly delayMs?: number
  /** Before it begins to answer. */
  readonly thinkMs?: number
}

/** Starts the mock model server in its own process. */
export async function startProvider({ chunks = 0, delayMs = 0, thinkMs = 0 }: Pace = {}): Promise<Provider> {
  const child = fork(join(import.meta.dirname, 'mock-provider.ts'), [chunks, delayMs, thinkMs].map(String))
  const [message]: unknown[] = await once(child, 'message')
  const { port } = z.parse(Address, message)
  return { baseUrl: `http://127.0.0.1:${port}/v1`, stop: () => child.disconnect() }
}
