import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

import { afterAll, expect, test, vi } from 'vitest'

// Each test starts the program, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = []

/** An admin API that knows two tenants on two pages, and refuses whatever it is sent. */
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    const { method = '', url = '', headers } = request
    asked.push({ method, url, headers, body })
    const [status, answer] = answerTo(method, url)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => void server.close())
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const USAGE = {
  limits: {
    requests: { limit: 60, burst: 10, remaining: 9, resetsAt: '2026-11-29T10:50:26Z' },
    spendPerMonth: {
      limit: '5.00',
      used: '4.34',
      reserved: '0.00',
      remaining: '0.66',
      resetsAt: '2026-12-01',
    },
  },
  days: [{ date: '2026-11-29', requests: 7, totalTokens: 217, cost: '4.34', models: [], keys: [] }],
}

function answerTo(method: string, path: string): [number, object] {
  if (path.endsWith('/usage')) return [200, USAGE]
  if (method === 'GET' && path.includes('cursor=two')) return [200, { data: [{ id: 'b' }], nextCursor: null }]
  if (method === 'GET') return [200, { data: [{ id: 'a', name: 'A\u001B[31m\u202EB' }], nextCursor: 'two' }]
  if (method === 'DELETE') return [200, { id: 'k', status: 'revoked' }]
  const details = [{ path: 'tier', message: 'must be another' }]
  return [400, { error: { code: 'invalid_request', message: 'no', requestId: 'req_1', details } }]
}

const bulkhead = (...args: string[]) => bulkheadIn({}, '', ...args)

async function bulkheadIn(variables: NodeJS.ProcessEnv, input: string, ...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'], BULKHEAD_URL: url, BULKHEAD_TOKEN: 'bho_secret', ...variables },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(input)
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, out, error }
}

test('usage is a table of limits and one of days for people, and all of it for programs', async () => {
  const table = await bulkhead('usage', 'show', 'acme')
  const json = await bulkhead('usage', 'show', 'acme', '--json')

  expect(table.out).toMatch(/spendPerMonth +5\.00 +4\.34 +0\.00 +0\.66 +2026-12-01/)
  expect(table.out).toMatch(/2026-11-29 +7 +217 +4\.34/)
  expect(JSON.parse(json.out)).toEqual(USAGE)
})

test('a list is read to its end, as a table or as JSON', async () => {
  const table = await bulkhead('tenants', 'list')
  const json = await bulkhead('--json', 'tenants', 'list')

  expect(table).toMatchObject({ code: 0, error: '' })
  expect(table.out.split('\n')).toHaveLength(4)
  expect(table.out).not.toContain('\u001B')
  expect(table.out).not.toContain('\u202E')
  expect(JSON.parse(json.out)).toMatchObject([{ id: 'a' }, { id: 'b' }])
  expect(asked[0]?.headers.authorization).toBe('Bearer bho_secret')
})

test('what is refused ends with 1 and says which field; what is not understood with 2', async () => {
  const refused = await bulkhead('keys', 'create', 'a', '--scopes', 'chat')
  expect(refused.code).toBe(1)
  expect(refused.error).toContain('tier: must be another')
  expect(asked.at(-1)?.headers['idempotency-key']).toMatch(/^[\w-]{36}$/)
  expect((await bulkhead('keys', 'create', 'a')).code).toBe(2)
  expect((await bulkhead('nonsense')).code).toBe(2)
  expect((await bulkhead('--help')).code).toBe(0)
})

test('what cannot be undone is not done unless it is confirmed', async () => {
  const before = asked.length

  expect((await bulkhead('keys', 'revoke', 'a', 'k')).code).toBe(2)
  expect(asked).toHaveLength(before)
  expect((await bulkhead('keys', 'revoke', 'a', 'k', '--yes')).code).toBe(0)
})

test.each([
  ['a URL that is none', { BULKHEAD_URL: 'admin.example.com' }, [], 'is no deployment'],
  ['a file instead of a deployment', { BULKHEAD_URL: 'file:///etc' }, [], 'is no deployment'],
  ['a token in two lines', { BULKHEAD_TOKEN: 'bho_a\nb' }, [], 'characters that no token has'],
  ['a token as a text editor writes it', { BULKHEAD_TOKEN: 'bho_a–b' }, [], 'characters that no token has'],
  ['a document that is no object', {}, ['plans', 'put', 'free', '-f', '-'], 'must be a JSON object'],
])('%s ends with 1 and one sentence', async (_, env, args, sentence) => {
  const { code, error } = await bulkheadIn(env, '[]', ...(args.length === 0 ? ['whoami'] : args))

  expect(code).toBe(1)
  expect(error).toContain(sentence)
  expect(error.trim().split('\n')).toHaveLength(1)
})
