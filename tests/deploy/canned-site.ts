import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** Stands for a deployment that answers well: for tests of the account alone, where no Worker has to run. */
export interface CannedSite {
  readonly url: string
  stop(): void
}

export interface CannedOptions {
  /** Which version answers where the header names one; left out: that one. */
  readonly chosen?: (named: string) => string
  /** How its answers are counted in `/metrics`; left out: all well. */
  readonly behaves?: (version: string) => Behaviour
  /** Whether it completes chats; left out: it does. */
  readonly chats?: (version: string) => boolean
}

type Behaviour = 'well' | 'slow' | 'failing'

export async function startCannedSite(options: CannedOptions = {}): Promise<CannedSite> {
  const memory: Memory = { counts: new Map(), revoked: new Set(), ...options }
  const server = createServer((request, response) => void answer(request, response, memory))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() }
}

interface Memory extends CannedOptions {
  /** Answers by version, and by how they came out. */
  readonly counts: Map<string, Record<Behaviour, number>>
  readonly revoked: Set<string>
}

async function answer(request: IncomingMessage, response: ServerResponse, memory: Memory): Promise<void> {
  const { method = '', url = '' } = request
  const named =
    /="([^"]+)"/.exec(String(request.headers['cloudflare-workers-version-overrides']))?.[1] ?? 'any'
  const version = memory.chosen?.(named) ?? named
  count(memory, version)
  const body = method === 'POST' ? ((await json(request)) as Record<string, unknown>) : {}
  const key = request.headers.authorization?.slice('Bearer '.length) ?? ''
  const [status, said] = replyTo(`${method} ${url.split('?')[0]}`, { body, key, version, memory })
  response.writeHead(status, { 'x-bulkhead-version': version, 'content-type': 'application/json' })
  response.end(typeof said === 'string' ? said : JSON.stringify(said))
}

function count({ counts, behaves }: Memory, version: string): void {
  const counted = counts.get(version) ?? { well: 0, slow: 0, failing: 0 }
  counted[behaves?.(version) ?? 'well'] += 1
  counts.set(version, counted)
}

interface Asked {
  readonly body: Record<string, unknown>
  readonly key: string
  readonly version: string
  readonly memory: Memory
}

const DOCUMENT = { id: 'doc_1', status: 'indexed' }

function replyTo(asked: string, { body, key, version, memory }: Asked): [number, unknown] {
  const revoking = /^DELETE .*\/keys\/(.+)$/.exec(asked)?.[1]
  if (revoking !== undefined) memory.revoked.add(revoking)
  if (asked.endsWith('/keys')) {
    const name = 'limits' in body ? 'poor' : `key_${memory.revoked.size}`
    return [201, { id: name, key: name }]
  }
  if (memory.revoked.has(key)) return [401, {}]
  if (asked === 'GET /metrics') return [200, metricsOf(memory)]
  if (asked === 'POST /v1/chat/completions')
    return memory.chats?.(version) === false ? [500, {}] : completionFor(body, key)
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
  return [...counts].flatMap(([version, counted]) => linesFor(version, counted)).join('\n')
}

function linesFor(version: string, { well, slow, failing }: Record<Behaviour, number>): string[] {
  const of = `worker="bulkhead-gateway",version="${version}"`
  const bucket = (le: string, count: number) =>
    `version_latency_ms_histogram_bucket{${of},le="${le}"} ${count}`
  return [
    `version_requests_total{${of},status="200"} ${well + slow}`,
    `version_requests_total{${of},status="500"} ${failing}`,
    bucket('25', well + failing),
    bucket('250', well + failing + slow),
    bucket('+Inf', well + failing + slow),
  ]
}
