import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

import { findFreePort } from '@bulkhead/harness/port'

/** Not a dependency of ours: npx fetches it, or the comparison goes without. */
const PACKAGE = '@portkey-ai/gateway@1.15.2'
const READY_MS = 60_000
const POLL_MS = 200

export interface Peer {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  stop(): void
}

/** Portkey's open-source gateway in front of the same provider; undefined, with a message, where it is not available. */
export async function startPortkey(providerBaseUrl: string): Promise<Peer | undefined> {
  const port = await findFreePort()
  const child = spawn('npx', ['-y', PACKAGE, '--headless', `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
  })
  const stop = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  }
  const failed = new Promise<false>((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', () => resolve(false))
  })
  const url = new URL(`http://127.0.0.1:${port}`)
  if (await Promise.race([failed, answers(url)])) {
    return {
      url,
      headers: { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': providerBaseUrl },
      stop,
    }
  }
  stop()
  console.log(`${PACKAGE} cannot be had here (npx): it is left out\n`)
  return undefined
}

async function answers(url: URL): Promise<boolean> {
  const endMs = Date.now() + READY_MS
  while (Date.now() < endMs) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok === true) return true
    await sleep(POLL_MS)
  }
  return false
}
