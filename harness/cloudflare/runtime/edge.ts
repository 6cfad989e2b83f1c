import {
  createServer,
  request as send,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'

import { SUBDOMAIN, type Account, type Worker } from '../account.ts'
import type { LiveRuntime } from './live-runtime.ts'
import { liveWorkers } from './live-workers.ts'

const OVERRIDES = 'cloudflare-workers-version-overrides'

export interface Edge {
  readonly account: () => Account
  readonly runtime: LiveRuntime
  /** Workers by further hostnames. */
  readonly hosts: ReadonlyMap<string, string>
  /** Called with the version that a request goes to. */
  readonly onRouted: (worker: string, versionId: string) => void
  /** In [0, 1): which share of the traffic a request belongs to. */
  readonly draw: () => number
}

/**
 * What answers on the account's hostnames: chooses the Worker by host, and the version by the override header or by
 * the deployment's shares. A host that belongs to nobody reaches the first Worker on workers.dev.
 */
export function createEdge(edge: Edge): Server {
  return createServer((request, response) => {
    void forward(edge, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(502).end('error code: 502')
      else response.destroy()
    })
  })
}

async function forward(edge: Edge, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const worker = workerAt(edge, request.headers.host ?? '')
  if (worker === undefined) return void response.writeHead(404).end('error code: 1042')
  const versionId = chosenVersion(edge, worker, request)
  edge.onRouted(worker.name, versionId)
  const live = liveWorkers(edge.account()).find(
    (one) => one.worker === worker && (one.version.id === versionId || one.name === worker.name),
  )
  const target = await edge.runtime.urlOf(live?.name ?? worker.name)
  await edge.runtime.sending(pipe(target, request, response))
}

function workerAt({ account, hosts }: Edge, host: string): Worker | undefined {
  const hostname = host.split(':')[0] ?? ''
  const { workers } = account()
  const all = [...workers.values()]
  return (
    workers.get(hosts.get(hostname) ?? '') ??
    all.find((one) => one.domains.includes(hostname)) ??
    all.find((one) => one.isOnWorkersDev && hostname === `${one.name}.${SUBDOMAIN}.workers.dev`) ??
    all.find((one) => one.isOnWorkersDev)
  )
}

function chosenVersion({ draw }: Edge, worker: Worker, { headers }: IncomingMessage): string {
  const shares = worker.deployments[0]?.versions ?? []
  const named = String(headers[OVERRIDES] ?? '').match(new RegExp(`(?:^|,\\s*)${worker.name}="([^"]+)"`))?.[1]
  if (named !== undefined && shares.some((share) => share.version_id === named)) return named
  let left = draw() * 100
  for (const { version_id: id, percentage } of shares) {
    left -= percentage
    if (left < 0) return id
  }
  return shares.find(({ percentage }) => percentage > 0)?.version_id ?? ''
}

function pipe(target: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = request
    const outgoing = send(
      {
        hostname: target.hostname,
        port: target.port,
        method,
        path: url,
        headers: { ...headers, 'cf-connecting-ip': '127.0.0.1' },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.once('error', () => response.destroy())
        answer.once('aborted', () => response.destroy())
        answer.pipe(response).once('close', resolve)
      },
    )
    outgoing.once('error', reject)
    response.once('close', () => outgoing.destroy())
    request.pipe(outgoing)
  })
}
