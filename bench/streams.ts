// What Bulkhead costs a stream: how much later its first token comes than straight from the provider, and whether many at once all end
// well. The direct call is in the same run: only beside it a number says something about Bulkhead and not about the machine.
import { Agent } from 'node:http'
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { start } from '@bulkhead/harness/start-bundles'

import { startBareProxy } from './contest/bare-proxy.ts'
import { watchRuntimeMemory } from './figures/runtime-memory.ts'
import { spreadOf } from './figures/spread.ts'
import { median, quantile } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { readStream, type StreamRead } from './traffic/event-stream.ts'
import type { Call } from './traffic/load.ts'
import { startProvider } from './traffic/start-provider.ts'

const TENANT = 'umbrella'
const THOROUGH = { rounds: 3, streams: '1000', requests: 200 }
const QUICK = { rounds: 1, streams: '200', requests: 50 }
const FIRST_TOKEN_ROUNDS = 5

interface Route {
  readonly name: string
  readonly call: Call
}

/** `pnpm bench streams [--quick] [--streams 1000] [--chunks 50] [--delay 100]` */
export async function streams(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      streams: { type: 'string' },
      chunks: { type: 'string', default: '50' },
      delay: { type: 'string', default: '100' },
    },
  })
  const effort = values.quick ? QUICK : THOROUGH
  const count = Number(values.streams ?? effort.streams)
  const chunks = Number(values.chunks)
  await withRoutes({}, async (routes) => console.log(await firstTokens(routes, effort.requests)))
  const pace = { chunks, delayMs: Number(values.delay) }
  await withRoutes(pace, async (routes) => {
    console.log(`\n${count} streams at once, ${chunks} chunks each, one every ${values.delay} ms\n`)
    console.log(await manyAtOnce(routes, { count, chunks, rounds: effort.rounds }))
  })
}

/** The same provider: straight, through a Worker that only passes on, and through Bulkhead. */
async function withRoutes(
  pace: { readonly chunks?: number; readonly delayMs?: number },
  use: (routes: readonly Route[]) => Promise<void>,
): Promise<void> {
  const provider = await startProvider(pace)
  try {
    const bare = await startBareProxy(provider.baseUrl)
    const bulkhead = await start({ variables: { OPENAI_BASE_URL: provider.baseUrl } })
    try {
      await use([
        { name: 'direct', call: callOf(`${provider.baseUrl}/chat/completions`) },
        { name: 'bare proxy', call: callOf(bare.url.href) },
        { name: 'Bulkhead', call: callOf(new URL('/v1/chat/completions', bulkhead.url).href) },
      ])
    } finally {
      await bulkhead.stop()
      await bare.stop()
    }
  } finally {
    provider.stop()
  }
}

function callOf(url: string): Call {
  const messages = [{ role: 'user', content: 'How is it on deck?' }]
  return {
    url: new URL(url),
    headers: { authorization: `Bearer ${readLocalKeys()[TENANT]}`, 'content-type': 'application/json' },
    body: JSON.stringify({ stream: true, max_tokens: 64, messages }),
  }
}

/** One after another on one connection; rounds take turns, so that a slow minute of the machine hits both. */
async function firstTokens(routes: readonly Route[], requests: number): Promise<string> {
  const p50s = new Map<string, number[]>(routes.map(({ name }) => [name, []]))
  for (const { call } of routes) await inTurn(call, requests)
  for (let round = 0; round < FIRST_TOKEN_ROUNDS; round++) {
    for (const { name, call } of routes) p50s.get(name)?.push(median(await inTurn(call, requests)))
  }
  const [direct = []] = p50s.values()
  const rows = [...p50s].map(([name, own]) => [
    name,
    `${median(own).toFixed(2)} ms`,
    `${median(own.map((p50, round) => p50 - (direct[round] ?? p50))).toFixed(2)} ms`,
  ])
  return formatTable(['', 'time to first token, p50 (1 connection)', 'added'], rows)
}

async function inTurn(call: Call, requests: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  for (let i = 0; i < requests; i++) {
    const { firstMs, isWhole } = await readStream(call, agent)
    if (!isWhole) throw new Error(`${call.url.href}: a stream was cut`)
    times.push(firstMs)
  }
  agent.destroy()
  return times
}

interface Crowd {
  readonly count: number
  readonly chunks: number
  readonly rounds: number
}

async function manyAtOnce(routes: readonly Route[], crowd: Crowd): Promise<string> {
  const all = new Map<string, Met[]>(routes.map(({ name }) => [name, []]))
  for (let round = 0; round < crowd.rounds; round++)
    for (const { name, call } of routes) all.get(name)?.push(await meet(call, crowd))
  const direct = all.get('direct') ?? []
  const rows = [...all].map(([name, met]) => {
    const lasts = met.map(({ lastMs }, round) => lastMs / (direct[round]?.lastMs ?? lastMs))
    return [
      name,
      String(met.reduce((sum, { errors }) => sum + errors, 0)),
      ...([0.5, 0.99] as const).map((share) => {
        const firsts = met.map(({ firstsMs }) => quantile(firstsMs, share))
        return `${median(firsts).toFixed(0)} ms`
      }),
      `${(median(met.map(({ lastMs }) => lastMs)) / 1_000).toFixed(1)} s`,
      spreadOf(lasts, 2),
      name === 'direct' ? '–' : `${Math.max(...met.map(({ peakMiB }) => peakMiB)).toFixed(0)} MiB`,
    ]
  })
  return formatTable(
    ['', 'errors', 'first token p50', 'p99', 'last ended', '× direct', 'memory of the runtimes, peak'],
    rows,
  )
}

/** One round of one route. */
interface Met {
  readonly errors: number
  readonly firstsMs: readonly number[]
  readonly lastMs: number
  readonly peakMiB: number
}

async function meet(call: Call, { count, chunks }: Crowd): Promise<Met> {
  const memory = watchRuntimeMemory()
  const all = await atOnce(call, count)
  return {
    errors: errorsOf(all, chunks),
    firstsMs: firstsOf(all),
    lastMs: Math.max(...all.map(({ totalMs }) => totalMs)),
    peakMiB: memory.stop() ?? Number.NaN,
  }
}

async function atOnce(call: Call, count: number): Promise<StreamRead[]> {
  const agent = new Agent()
  const all = await Promise.all(Array.from({ length: count }, () => readStream(call, agent)))
  agent.destroy()
  return all
}

/** Streams that were cut, or in which a chunk is missing. */
function errorsOf(all: readonly StreamRead[], chunks: number): number {
  return all.filter((read) => !read.isWhole || read.chunks < chunks).length
}

const firstsOf = (all: readonly StreamRead[]) =>
  all.map(({ firstMs }) => firstMs).filter((firstMs) => !Number.isNaN(firstMs))
