import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** Stands for a deployment in which everything is well: for tests of the account alone, where no Worker has to run. */
export interface CannedSite {
  readonly url: string
  stop(): void
}

export async function startCannedSite(): Promise<CannedSite> {
  const counts = new Map<string, number>()
  const revoked = new Set<string>()
  const server = createServer((request, response) => void answer(request, response, { counts, revoked }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() }
}

interface Memory {
  readonly counts: Map<string, number>
  readonly revoked: Set<string>
}

async function answer(request: IncomingMessage, response: ServerResponse, memory: Memory): Promise<void> {
  const { method = '', url = '' } = request
  const version =
    /="([^"]+)"/.exec(String(request.headers['cloudflare-workers-version-overrides']))?.[1] ?? 'any'
  memory.counts.set(version, (memory.counts.get(version) ?? 0) + 1)
  const body = method === 'POST' ? ((await json(request)) as Record<string, unknown>) : {}
  const key = request.headers.authorization?.slice('Bearer '.length) ?? ''
  const [status, said] = replyTo(`${method} ${url.split('?')[0]}`, { body, key, memory })
  response.writeHead(status, { 'x-bulkhead-version': version, 'content-type': 'application/json' })
  response.end(typeof said === 'string' ? said : JSON.stringify(said))
}

interface Asked {
  readonly body: Record<string, unknown>
  readonly key: string
  readonly memory: Memory
}

const DOCUMENT = { id: 'doc_1', status: 'indexed' }

function replyTo(asked: string, { body, key, memory }: Asked): [number, unknown] {
  const revoking = /^DELETE .*\/keys\/(.+)$/.exec(asked)?.[1]
  if (revoking !== undefined) memory.revoked.add(revoking)
  if (asked.endsWith('/keys')) {
    const name = 'limits' in body ? 'poor' : `key_${memory.revoked.size}`
    return [201, { id: name, key: name }]
  }
  if (memory.revoked.has(key)) return [401, {}]
  if (asked === 'GET /metrics') return [200, metricsOf(memory)]
  if (asked === 'POST /v1/chat/completions') return completionFor(body, key)
  return CANNED.find(([start]) => asked.startsWith(start))?.[1] ?? [200, {}]
}

const CANNED: readonly (readonly [start: string, reply: [number, unknown]])[] = [
  ['GET /admin/v1/tenants', [200, { data: [], nextCursor: null }]],
  ['POST /v1/documents', [202, DOCUMENT]],
  ['GET /v1/documents/', [200, DOCUMENT]],
  ['POST /v1/answers', [200, { citations: [{ documentId: DOCUMENT.id }] }]],
]

function completionFor(body: Asked['body'], key: string): [number, unknown] {
  if (key === 'poor') return [402, {}]
  return [
    200,
    body['stream'] === true ? 'data: [DONE]\n\n' : { choices: [{ message: { content: 'Hello.' } }] },
  ]
}

function metricsOf({ counts }: Memory): string {
  return [...counts]
    .map(
      ([version, count]) =>
        `version_requests_total{worker="bulkhead-gateway",version="${version}",status="200"} ${count}`,
    )
    .join('\n')
}
