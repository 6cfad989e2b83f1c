// One tenant floods, another works: how many of the refused requests reach rate-limit, and what the neighbour notices.
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { start } from '@bulkhead/harness/start-bundles'
import * as z from 'zod/mini'

import { quantile } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { latencies, type Call } from './traffic/load.ts'

const FLOODER = 'hooli'
const NEIGHBOUR = 'acme'
const CONNECTIONS = 32
const NEIGHBOUR_REQUESTS = 500
/** Counts of Durable Object calls are reported once a second. */
const LAST_SUMS_MS = 1_500

const Line = z.looseObject({
  metrics: z.optional(
    z.array(z.object({ name: z.string(), value: z.number(), labels: z.record(z.string(), z.unknown()) })),
  ),
})

/** `pnpm bench flood [--requests 10000]` */
export async function flood(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { requests: { type: 'string', default: '10000' } },
  })
  let reached = 0
  const bulkhead = await start({ onLog: (line) => (reached += admitsOf(line)) })
  try {
    const neighbour = callOf(bulkhead.url, NEIGHBOUR)
    await latencies(neighbour, NEIGHBOUR_REQUESTS)
    const alone = await latencies(neighbour, NEIGHBOUR_REQUESTS)
    const flooding = floodWith(callOf(bulkhead.url, FLOODER), Number(values.requests))
    const beside = await latencies(neighbour, NEIGHBOUR_REQUESTS)
    const { refused, seconds } = await flooding
    await new Promise((resolve) => setTimeout(resolve, LAST_SUMS_MS))

    const share = ((100 * reached) / refused).toFixed(2)
    console.log(
      `${refused} requests of ${FLOODER} refused in ${seconds.toFixed(1)} s; ${reached} calls reached rate-limit (${share} %)\n`,
    )
    const row = (name: string, times: number[]) => [
      name,
      ...[0.5, 0.99].map((q) => `${quantile(times, q).toFixed(2)} ms`),
    ]
    console.log(
      formatTable([NEIGHBOUR, 'p50', 'p99'], [row('alone', alone), row(`beside the flood`, beside)]),
    )
  } finally {
    await bulkhead.stop()
  }
}

/** Both read their usage: a request that costs no tokens and touches nothing but limits. */
function callOf(base: URL, tenant: string): Call & { readonly method: 'GET' } {
  const headers = { authorization: `Bearer ${readLocalKeys()[tenant]}` }
  return { method: 'GET', url: new URL('/v1/usage', base), headers, body: '' }
}

async function floodWith(call: Call, requests: number): Promise<{ refused: number; seconds: number }> {
  const started = performance.now()
  let left = requests
  let refused = 0
  const send = async () => {
    while (left-- > 0) {
      const response = await fetch(call.url, { headers: call.headers })
      await response.arrayBuffer()
      if (response.status === 429) refused += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, send))
  return { refused, seconds: (performance.now() - started) / 1_000 }
}

function admitsOf(line: string): number {
  if (!line.includes('"methodName":"admit"')) return 0
  const { metrics = [] } = z.parse(Line, JSON.parse(line))
  return metrics
    .filter(({ labels }) => labels['methodName'] === 'admit' && labels['tenantId'] === FLOODER)
    .reduce((sum, { value }) => sum + value, 0)
}
