// Where the time of a completion goes: what the platform takes for the hops that any such design has, one added at a time, and what
// Bulkhead takes on top. Each step passes the same completion on to the same provider.
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { startWorkers, type Running } from '@bulkhead/harness/runtime/start-workers'
import { start } from '@bulkhead/harness/start-bundles'

import { median } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { throughput, type Call } from './traffic/load.ts'
import { startProvider } from './traffic/start-provider.ts'

const CONNECTIONS = 32
const WARM_UP_SECONDS = 2
const TENANT = 'umbrella'

/** The hops without any logic: a Worker reached by RPC, a Durable Object behind it, a second Worker that asks the provider. */
const HOPS = `
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers'
const provider = (env, body) => fetch(env.PROVIDER + '/chat/completions', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
export class Hop extends WorkerEntrypoint {
  ping(value) { return value }
  object(value) { return this.env.OBJECTS.getByName('one').ping(value) }
  async complete(body) { return await (await provider(this.env, body)).text() }
}
export class Thing extends DurableObject { ping(value) { return value } }
const context = { requestId: 'r'.repeat(36), traceparent: 't'.repeat(55), tenantId: 'umbrella', keyId: 'k'.repeat(12), route: '/v1/chat/completions' }
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url)
    if (pathname === '/proxy') return provider(env, request.body)
    const body = await request.text()
    if (pathname === '/rpc') return new Response(await env.HOP.complete(body))
    await env.HOP.object(context)
    return pathname === '/object' ? provider(env, body) : new Response(await env.HOP.complete(body))
  },
}`

interface Step {
  readonly name: string
  readonly call: Call
  readonly rates: number[]
}

/** `pnpm bench ladder [--rounds 5] [--seconds 4]` */
export async function ladder(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
  })
  const provider = await startProvider()
  const runs: Running[] = []
  try {
    const hops = await startHops(provider.baseUrl)
    runs.push(hops)
    const quiet = await start({ variables: { OPENAI_BASE_URL: provider.baseUrl, LOG_LEVEL: 'error' } })
    runs.push(quiet)
    const whole = await start({ variables: { OPENAI_BASE_URL: provider.baseUrl, LOG_LEVEL: 'info' } })
    runs.push(whole)
    const steps = [
      step('bare proxy', new URL('/proxy', hops.url)),
      step('+ a second Worker by RPC', new URL('/rpc', hops.url)),
      step('bare proxy + RPC and a Durable Object', new URL('/object', hops.url)),
      step('both: the hops of a completion', new URL('/all', hops.url)),
      step('Bulkhead without its lines', new URL('/v1/chat/completions', quiet.url)),
      step('Bulkhead', new URL('/v1/chat/completions', whole.url)),
    ]
    await measure(steps, Number(values.rounds), Number(values.seconds))
    console.log(
      `completions, ${CONNECTIONS} connections, median of ${values.rounds} interleaved rounds of ${values.seconds} s\n`,
    )
    console.log(report(steps))
  } finally {
    for (const running of runs) await running.stop()
    provider.stop()
  }
}

function startHops(baseUrl: string): Promise<Running> {
  const name = 'hops'
  return startWorkers(
    [
      {
        name,
        compatibilityDate: '2026-11-01',
        modules: [{ type: 'ESModule', path: 'hops.js', contents: HOPS }],
        bindings: { PROVIDER: baseUrl },
        serviceBindings: { HOP: { name, entrypoint: 'Hop' } },
        durableObjects: { OBJECTS: { className: 'Thing', useSQLite: true } },
      },
    ],
    {},
  )
}

function step(name: string, url: URL): Step {
  const headers = { authorization: `Bearer ${readLocalKeys()[TENANT]}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ max_tokens: 64, messages: [{ role: 'user', content: 'How is it on deck?' }] })
  return { name, call: { url, headers, body }, rates: [] }
}

async function measure(steps: readonly Step[], rounds: number, seconds: number): Promise<void> {
  for (const { call } of steps) await throughput(call, CONNECTIONS, WARM_UP_SECONDS)
  for (let round = 0; round < rounds; round++) {
    for (const { call, rates } of steps) rates.push(await throughput(call, CONNECTIONS, seconds))
  }
}

function report(steps: readonly Step[]): string {
  const bare = steps[0]?.rates ?? []
  const rows = steps.map(({ name, rates }) => [
    name,
    median(rates).toFixed(0),
    median(rates.map((rate, round) => rate / (bare[round] ?? rate))).toFixed(2),
  ])
  return formatTable(['', 'requests/s', 'share'], rows)
}
