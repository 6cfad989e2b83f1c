// One tenant floods, another works: how many of the refused requests reach rate-limit, and what the neighbour notices.
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { start } from '@bulkhead/harness/start-bundles'
import * as z from 'zod/mini'

import { quantile } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { latencies, send, type Call } from './traffic/load.ts'

const FLOODER = 'hooli'
/** Its limits are beyond any load. */
const NEIGHBOUR = 'umbrella'
const CONNECTIONS = 32
const NEIGHBOUR_REQUESTS = 500
/** Counts of Durable Object calls are reported once a second. */
const LAST_SUMS_MS = 1_500

const Line = z.looseObject({
  metrics: z.optional(
    z.array(z.object({ name: z.string(), value: z.number(), labels: z.record(z.string(), z.unknown()) })),
  ),
})

/** `pnpm bench flood [--rates 20,200,600] [--seconds 5]` */
export async function flood(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      // 20 is 20 times what the flooder may send.
      rates: { type: 'string', default: '20,200,600' },
      seconds: { type: 'string', default: '5' },
    },
  })
  const seconds = Number(values.seconds)
  const calls: Calls = { reached: 0 }
  const bulkhead = await start({ onLog: (line) => (calls.reached += admitsOf(line)) })
  try {
    const neighbour = callOf(bulkhead.url, NEIGHBOUR)
    const flooder = callOf(bulkhead.url, FLOODER)
    await latencies(neighbour, NEIGHBOUR_REQUESTS)
    const rows: string[][] = []
    for (const rate of [...values.rates.split(',').map(Number), Number.POSITIVE_INFINITY]) {
      rows.push(await beside(neighbour, { call: flooder, rate, seconds }, calls))
    }
    const head = [
      'refused a second',
      'cut',
      'reached rate-limit',
      'p50 alone',
      'beside',
      '×',
      'p99 alone',
      'beside',
    ]
    console.log(`${NEIGHBOUR} beside ${FLOODER}, which may send one request a second\n`)
    console.log(formatTable(head, rows))
  } finally {
    await bulkhead.stop()
  }
}

interface Calls {
  /** Of the object of the flooder. */
  reached: number
}

interface Flood {
  readonly call: Call & { readonly method: 'GET' }
  /** Requests a second; as many as the connections get through when it is not finite. */
  readonly rate: number
  readonly seconds: number
}

/** What the neighbour notices of one flood, measured right after it was measured alone. */
async function beside(neighbour: Call, flood: Flood, calls: Calls): Promise<string[]> {
  const alone = await latencies(neighbour, NEIGHBOUR_REQUESTS, flood.seconds * 1_000)
  calls.reached = 0
  const flooding = floodWith(flood)
  const times = await latencies(neighbour, Number.POSITIVE_INFINITY, flood.seconds * 1_000)
  const { refused, cut, tookSeconds } = await flooding
  await sleep(LAST_SUMS_MS)
  const ms = (all: number[], q: number) => `${quantile(all, q).toFixed(2)} ms`
  return [
    (refused / tookSeconds).toFixed(0),
    String(cut),
    `${((100 * calls.reached) / refused).toFixed(2)} %`,
    ms(alone, 0.5),
    ms(times, 0.5),
    (quantile(times, 0.5) / quantile(alone, 0.5)).toFixed(2),
    ms(alone, 0.99),
    ms(times, 0.99),
  ]
}

/** Both read their usage: a request that costs no tokens and touches nothing but limits. */
function callOf(base: URL, tenant: string): Call & { readonly method: 'GET' } {
  const headers = { authorization: `Bearer ${readLocalKeys()[tenant]}` }
  return { method: 'GET', url: new URL('/v1/usage', base), headers, body: '' }
}

async function floodWith({
  call,
  rate,
  seconds,
}: Flood): Promise<{ refused: number; cut: number; tookSeconds: number }> {
  const started = performance.now()
  const endMs = started + seconds * 1_000
  const everyMs = (1_000 * CONNECTIONS) / rate
  // Of its own: a socket that was idle for long is one that the server closes.
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  let refused = 0
  let cut = 0
  const keepSending = async (connection: number) => {
    let dueMs = started + (everyMs * connection) / CONNECTIONS
    while (performance.now() < endMs) {
      const waitMs = dueMs - performance.now()
      if (waitMs > 0) await sleep(waitMs)
      dueMs += everyMs
      const status = await send(call, agent).catch(() => undefined)
      if (status === undefined) cut += 1
      if (status === 429) refused += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, connection) => keepSending(connection)))
  agent.destroy()
  return { refused, cut, tookSeconds: (performance.now() - started) / 1_000 }
}

function admitsOf(line: string): number {
  if (!line.includes('"methodName":"admit"')) return 0
  const { metrics = [] } = z.parse(Line, JSON.parse(line))
  return metrics
    .filter(({ labels }) => labels['methodName'] === 'admit' && labels['tenantId'] === FLOODER)
    .reduce((sum, { value }) => sum + value, 0)
}
