import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ROOT } from '@bulkhead/harness/apps'
import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { ensurePortIsFree, findFreePort } from '@bulkhead/harness/port'
import { startProcess } from '@bulkhead/harness/start-process'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

let stateDir: string
beforeAll(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'bulkhead-state-'))
})
afterAll(() => rmSync(stateDir, { recursive: true, force: true }))

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) if (groupExists(child.pid!)) process.kill(-child.pid!, 'SIGKILL')
})

const headers = { authorization: `Bearer ${readLocalKeys()['acme']}`, 'content-type': 'application/json' }

/** A script in a process group of its own, with everything it says. */
function run(script: string, env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/dev', script)], {
    detached: true,
    env: { ...process.env, LOCAL_EMBEDDINGS: 'hashed', STATE_DIR: stateDir, ...env },
  })
  started.push(child)
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, said: () => text }
}

/** The whole group has gone: node, wrangler and the runtime. */
async function expectNothingLeft(child: ChildProcess, port: number): Promise<void> {
  await expect.poll(() => groupExists(child.pid!), { timeout: 10_000 }).toBe(false)
  await expect(ensurePortIsFree(port, 'dev')).resolves.toBeUndefined()
}

function groupExists(pid: number): boolean {
  try {
    return process.kill(-pid, 0)
  } catch {
    return false
  }
}

test.each(['dev.ts', 'serve.ts'])('%s refuses a port that is taken and says what to do', async (script) => {
  const port = await findFreePort()
  const server = createServer()
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))

  const { child, said } = run(script, { PORT: String(port) })
  const [code] = await once(child, 'close')

  expect(code).toBe(1)
  expect(said()).toContain(`port ${port} is taken`)
  server.close()
})

test('a state folder has one owner: a second serve says which process that is', async () => {
  const first = await startProcess({ stateDir })

  const { child, said } = run('serve.ts', { PORT: String(await findFreePort()) })
  const [code] = await once(child, 'close')
  await first.stop()

  expect(code).toBe(1)
  expect(said()).toContain(`${stateDir} is in use by pnpm serve (process ${first.groupId}): stop that`)
})

test('a runtime does not outlive its parent, though that alone is killed', async () => {
  const first = await startProcess({ stateDir })

  process.kill(first.groupId, 'SIGKILL')

  await expect.poll(() => groupExists(first.groupId), { timeout: 10_000 }).toBe(false)
  const second = await startProcess({ stateDir })
  await second.stop()
})

test('serve finds after a power cut what it had acknowledged', async () => {
  const first = await startProcess({ stateDir })
  const added = await first.fetch('/v1/documents', {
    method: 'POST',
    headers,
    body: JSON.stringify({ id: 'log-book', text: 'Wind force 6.' }),
  })
  await first.kill()

  const second = await startProcess({ stateDir })
  const found = await second.fetch('/v1/documents/log-book', { headers })
  await second.stop()

  expect(added.status).toBe(202)
  expect(found.status).toBe(200)
})

test('dev loads the sample, says how to begin, and leaves nothing behind', async () => {
  const port = await findFreePort()
  const { child, said } = run('dev.ts', { PORT: String(port) })
  await expect.poll(said, { timeout: 60_000 }).toContain(`Bulkhead is ready on http://localhost:${port}`)

  const answer = await fetch(`http://127.0.0.1:${port}/v1/search`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: 'copper paint on an aluminium hull' }),
  })
  const body = await answer.text()
  process.kill(-child.pid!, 'SIGINT')
  const [code] = await once(child, 'exit')

  expect(said()).toContain(readLocalKeys()['acme'])
  expect(readFileSync(join(stateDir, 'sample-loaded'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  expect(body).toContain('sample-antifouling')
  expect(code).toBe(0)
  await expectNothingLeft(child, port)
})

test('dev that is killed takes wrangler and the runtimes with it', async () => {
  const port = await findFreePort()
  const { child, said } = run('dev.ts', { PORT: String(port) })
  await expect.poll(said, { timeout: 60_000 }).toContain(`Bulkhead is ready on http://localhost:${port}`)

  process.kill(child.pid!, 'SIGKILL')

  await expectNothingLeft(child, port)
})
