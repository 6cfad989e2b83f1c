import { spawn } from 'node:child_process'

import { findFreePort } from '@bulkhead/harness/port'

import { pidsOfGroup } from '../figures/runtime-cpu.ts'
import { answersAt, type Peer } from './peer.ts'

/** Not a dependency of ours: npx fetches it, or the comparison goes without. */
const PACKAGE = '@portkey-ai/gateway@1.15.2'
const READY_MS = 60_000

/** Portkey's open-source gateway: a stateless proxy on Node that knows no limit and no budget. Undefined, with a message, where it is not available. */
export async function startPortkey(providerBaseUrl: string): Promise<Peer | undefined> {
  const port = await findFreePort()
  const child = spawn('npx', ['-y', PACKAGE, '--headless', `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
  })
  const { pid } = child
  const stop = () => {
    if (pid !== undefined && child.exitCode === null) process.kill(-pid, 'SIGKILL')
  }
  const failed = new Promise<false>((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', () => resolve(false))
  })
  const url = new URL(`http://127.0.0.1:${port}`)
  if (await Promise.race([failed, answersAt(url, READY_MS)])) {
    const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': providerBaseUrl }
    return { name: 'Portkey 1.15.2', url, headers, pids: () => pidsOfGroup(pid ?? 0), stop }
  }
  stop()
  console.log(`${PACKAGE} is not available here (npx): it is left out`)
  return undefined
}
