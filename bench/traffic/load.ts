import { Agent, request } from 'node:http'

import autocannon from 'autocannon'

export interface Call {
  /** POST when left out. */
  readonly method?: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Requests a second that a number of connections get through. @throws Error when an answer is not a success. */
export async function throughput(call: Call, connections: number, seconds: number): Promise<number> {
  const { url, headers, body } = call
  const result = await autocannon({
    url: url.href,
    method: 'POST',
    headers: { ...headers },
    body,
    connections,
    duration: seconds,
  })
  const bad = result.non2xx + result.errors + result.timeouts
  if (bad > 0) throw new Error(`${url.href}: ${bad} of ${result.requests.total} answers were no success`)
  return result.requests.total / result.duration
}

/** How long each of a number of requests takes, one after another on one connection, in milliseconds. */
export async function latencies(call: Call, requests: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  for (let i = 0; i < requests; i++) {
    const started = performance.now()
    const status = await send(call, agent)
    times.push(performance.now() - started)
    if (status !== 200) throw new Error(`${call.url.href} answered ${status}`)
  }
  agent.destroy()
  return times
}

function send({ method = 'POST', url, headers, body }: Call, agent: Agent): Promise<number> {
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
