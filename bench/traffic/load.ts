import { Agent, request } from 'node:http'

import autocannon from 'autocannon'

export interface Call {
  /** POST when left out. */
  readonly method?: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What is sent, request by request, and how it is answered. */
export interface Traffic {
  readonly next: (connection: number) => Call
  readonly statuses: ReadonlySet<number>
}

/** The same call all the time. */
export function always(call: Call, ...statuses: readonly number[]): Traffic {
  return { next: () => call, statuses: new Set(statuses.length === 0 ? [200] : statuses) }
}

/** Requests a second that a number of connections get through. @throws Error when an answer is not a success. */
export async function throughput(call: Call, connections: number, seconds: number): Promise<number> {
  const { requests, tookSeconds } = await load(always(call), connections, seconds)
  return requests / tookSeconds
}

/** How many requests a number of connections get through. @throws Error when one is answered otherwise than it should be */
export async function load(
  { next, statuses }: Traffic,
  connections: number,
  seconds: number,
): Promise<{ readonly requests: number; readonly tookSeconds: number }> {
  let connected = 0
  const { origin } = next(0).url
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    // How often it looks whether its time is over.
    sampleInt: SAMPLE_MS,
    setupClient: (client) => {
      const connection = connected++
      const setupRequest = (request: autocannon.Request) => ({ ...request, ...requestOf(next(connection)) })
      client.setRequests([{ ...requestOf(next(connection)), setupRequest }])
    },
  })
  const bad = Object.entries(result.statusCodeStats ?? {}).filter(([status]) => !statuses.has(Number(status)))
  if (bad.length > 0 || result.errors + result.timeouts > 0) {
    const failures = JSON.stringify({ ...Object.fromEntries(bad), errors: result.errors })
    throw new Error(
      `${next(0).url.href}: of ${result.requests.total} answers some should not be: ${failures}`,
    )
  }
  return { requests: result.requests.total, tookSeconds: result.duration }
}

const SAMPLE_MS = 50

function requestOf({ method = 'POST', url, headers, body }: Call): autocannon.Request {
  return { method, path: `${url.pathname}${url.search}`, headers: { ...headers }, body }
}

/** How long each of a number of requests takes, one after another on one connection, in milliseconds; fewer of them if they take too long. */
export async function latencies(
  traffic: Call | Traffic,
  requests: number,
  mostMs = Number.POSITIVE_INFINITY,
): Promise<number[]> {
  const { next, statuses } = 'next' in traffic ? traffic : always(traffic)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  const endMs = performance.now() + mostMs
  for (let i = 0; i < requests && performance.now() < endMs; i++) {
    const call = next(0)
    const started = performance.now()
    const status = await send(call, agent)
    times.push(performance.now() - started)
    if (!statuses.has(status)) throw new Error(`${call.url.href} answered ${status}`)
  }
  agent.destroy()
  return times
}

/** The status of the answer, which is read to its end. */
export function send({ method = 'POST', url, headers, body }: Call, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
