import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { Bulkhead } from '@bulkhead/harness/bulkhead'

export interface Check {
  readonly id: string
  readonly status: string
  readonly errorMessage?: string
}

const run = promisify(execFile)
const HOP_BY_HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding'])

/** The suite sends no key, so a proxy in front of the gateway adds one. */
export async function withKey<T>(
  bulkhead: Bulkhead,
  key: string,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const server = createServer((incoming, outgoing) => {
    const answer = async () => {
      const parts: Buffer[] = []
      for await (const part of incoming) parts.push(part)
      const given = Object.entries(incoming.headers).filter(([name]) => !HOP_BY_HOP.has(name))
      const headers = Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
      const response = await bulkhead.fetch(incoming.url ?? '/', {
        method: incoming.method ?? 'POST',
        headers: { ...headers, authorization: `Bearer ${key}` },
        ...(parts.length === 0 ? {} : { body: Buffer.concat(parts).toString() }),
      })
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      outgoing.end(Buffer.from(await response.arrayBuffer()))
    }
    void answer().catch((thrown: unknown) => outgoing.writeHead(599).end(String(thrown)))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  try {
    return await use(`http://127.0.0.1:${port}/mcp`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** What each scenario of the revision found, by its name. */
export async function conformance(
  url: string,
  revision: string,
): Promise<ReadonlyMap<string, readonly Check[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-conformance-'))
  const main = createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/dist/index.js')
  const args = [main, 'server', '--url', url, '--requirements', revision, '-o', folder]
  try {
    // It fails for the scenarios that do not apply; what it found is in the folder.
    await run(process.execPath, args, { timeout: 120_000 }).catch(() => undefined)
    const found = new Map<string, readonly Check[]>()
    for (const name of await readdir(folder)) {
      const scenario = name.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '')
      found.set(scenario, JSON.parse(await readFile(join(folder, name, 'checks.json'), 'utf8')))
    }
    return found
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
