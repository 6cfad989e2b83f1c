// What Bulkhead costs: the same completion through a Worker that only passes it on, and through all of Bulkhead. Both run
// on the same runtime with the same provider; only their ratio says something about Bulkhead and not about the machine.
// With --peers also through Portkey's gateway, a stateless proxy on Node: no limits, no budgets, nothing kept.
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { startWorkers, type Running } from '@bulkhead/harness/runtime/start-workers'
import { start } from '@bulkhead/harness/start-bundles'

import { median } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { latencies, throughput, type Call } from './traffic/load.ts'
import { startPortkey } from './traffic/portkey.ts'
import { startProvider } from './traffic/start-provider.ts'

const CONNECTIONS = 32
const WARM_UP_SECONDS = 2
const SINGLE_REQUESTS = 1_000
const TENANT = 'umbrella'

const BARE_PROXY = `export default {
  fetch(request, env) {
    return fetch(env.PROVIDER + '/chat/completions', { method: 'POST', headers: request.headers, body: request.body })
  },
}`

interface Contestant {
  readonly name: string
  readonly call: Call
  readonly rates: number[]
  readonly p50s: number[]
}

/** `pnpm bench completions [--rounds 5] [--seconds 6] [--stream] [--peers]` */
export async function completions(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '6' },
      stream: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
    },
  })
  const logLevel = process.env['LOG_LEVEL'] || 'info'
  const provider = await startProvider()
  const runs: { stop(): Promise<void> | void }[] = []
  try {
    const bare = await startBareProxy(provider.baseUrl)
    const variables = { OPENAI_BASE_URL: provider.baseUrl, LOG_LEVEL: logLevel }
    const bulkhead = await start({ variables })
    // Locally the tail events are delivered on the same cores as the requests; deployed, they are the platform's work.
    const unheard = await start({ variables, listener: null })
    runs.push(bare, bulkhead, unheard)
    const contestants = [
      contestant('bare proxy', bare.url, values.stream),
      contestant('Bulkhead', bulkhead.url, values.stream),
      contestant('Bulkhead, nobody listening', unheard.url, values.stream),
    ]
    const portkey = values.peers ? await startPortkey(provider.baseUrl) : undefined
    if (portkey !== undefined) {
      runs.push(portkey)
      contestants.push(contestant('Portkey gateway', portkey.url, values.stream, portkey.headers))
    }
    await measure(contestants, Number(values.rounds), Number(values.seconds))
    const what = values.stream ? 'streamed completions' : 'completions'
    console.log(`${what}, median of ${values.rounds} rounds of ${values.seconds} s, LOG_LEVEL=${logLevel}\n`)
    console.log(report(contestants))
  } finally {
    for (const running of runs) await running.stop()
    provider.stop()
  }
}

function startBareProxy(baseUrl: string): Promise<Running> {
  const modules = [{ type: 'ESModule' as const, path: 'bare-proxy.js', contents: BARE_PROXY }]
  const bindings = { PROVIDER: baseUrl }
  return startWorkers([{ name: 'bare-proxy', compatibilityDate: '2026-11-01', modules, bindings }], {})
}

function contestant(
  name: string,
  base: URL,
  stream: boolean,
  more: Readonly<Record<string, string>> = {},
): Contestant {
  const messages = [{ role: 'user', content: 'How is it on deck?' }]
  const call = {
    url: new URL('/v1/chat/completions', base),
    headers: {
      authorization: `Bearer ${readLocalKeys()[TENANT]}`,
      'content-type': 'application/json',
      ...more,
    },
    body: JSON.stringify({ ...(stream ? { stream } : {}), max_tokens: 64, messages }),
  }
  return { name, call, rates: [], p50s: [] }
}

/** Rounds take turns, so that a slow minute of the machine hits both. */
async function measure(contestants: readonly Contestant[], rounds: number, seconds: number): Promise<void> {
  for (const { call } of contestants) await throughput(call, CONNECTIONS, WARM_UP_SECONDS)
  for (let round = 0; round < rounds; round++) {
    for (const { call, rates, p50s } of contestants) {
      rates.push(await throughput(call, CONNECTIONS, seconds))
      p50s.push(median(await latencies(call, SINGLE_REQUESTS)))
    }
  }
}

function report(contestants: readonly Contestant[]): string {
  const [bare] = contestants
  const rows = contestants.map(({ name, rates, p50s }) => [
    name,
    median(rates).toFixed(0),
    median(rates.map((rate, round) => rate / (bare?.rates[round] ?? rate))).toFixed(2),
    `${median(p50s).toFixed(2)} ms`,
    `${median(p50s.map((p50, round) => p50 - (bare?.p50s[round] ?? p50))).toFixed(2)} ms`,
  ])
  return formatTable(
    ['', `requests/s (${CONNECTIONS} connections)`, 'share', 'p50 (1 connection)', 'added'],
    rows,
  )
}
