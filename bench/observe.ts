// What being observed costs: the same completions through three whole Bulkheads: nobody listens, somebody who does nothing, and observe.
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/scripts/local-variables'
import { start, type Running, type StartOptions } from '@bulkhead/scripts/start-bundles'

import { throughput, type Call } from './load.ts'
import { startProvider } from './start-provider.ts'
import { median, quantile } from './statistics.ts'
import { formatTable } from './table.ts'

const CONNECTIONS = 32
const WARM_UP_SECONDS = 2
const TENANT = 'umbrella'

/** Hears every Worker and does nothing: what the platform's own delivery costs, which no tail consumer can be cheaper than. */
const DEAF = {
  name: 'deaf',
  compatibilityDate: '2026-11-01',
  modules: true,
  script: 'export default { tail() {} }',
} as const

const VARIANTS = ['off', 'empty', 'observe'] as const
type Variant = (typeof VARIANTS)[number]
/** Requests a second of each variant, measured one right after the other. */
type Round = Readonly<Record<Variant, number>>

/** `pnpm bench observe [--rounds 9] [--seconds 3]` */
export async function observe(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '9' }, seconds: { type: 'string', default: '3' } },
  })
  const provider = await startProvider()
  const runs: Running[] = []
  try {
    const calls = new Map<Variant, Call>()
    for (const variant of VARIANTS) {
      const running = await start({
        variables: { OPENAI_BASE_URL: provider.baseUrl },
        ...LISTENERS[variant],
      })
      runs.push(running)
      calls.set(variant, callOf(running))
    }
    console.log(report(await measure(calls, Number(values.rounds), Number(values.seconds))))
  } finally {
    for (const running of runs) await running.stop()
    provider.stop()
  }
}

const LISTENERS: Readonly<Record<Variant, Pick<StartOptions, 'listener' | 'extraWorkers'>>> = {
  off: { listener: null },
  empty: { listener: DEAF.name, extraWorkers: [DEAF] },
  observe: {},
}

function callOf({ url }: Running): Call {
  return {
    url: new URL('/v1/chat/completions', url),
    headers: { authorization: `Bearer ${readLocalKeys()[TENANT]}`, 'content-type': 'application/json' },
    body: JSON.stringify({ max_tokens: 64, messages: [{ role: 'user', content: 'How is it on deck?' }] }),
  }
}

/** Neighbours in time, and who goes first takes turns: a machine that slows down favours nobody. */
async function measure(calls: ReadonlyMap<Variant, Call>, rounds: number, seconds: number): Promise<Round[]> {
  for (const call of calls.values()) await throughput(call, CONNECTIONS, WARM_UP_SECONDS)
  const measured: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const rates = { off: 0, empty: 0, observe: 0 }
    const first = round % VARIANTS.length
    for (const variant of [...VARIANTS.slice(first), ...VARIANTS.slice(0, first)]) {
      const call = calls.get(variant)
      if (call !== undefined) rates[variant] = await throughput(call, CONNECTIONS, seconds)
    }
    measured.push(rates)
  }
  return measured
}

const RATIOS = [
  ['empty / off: the platform delivers', 'empty', 'off'],
  ['observe / empty: what is ours', 'observe', 'empty'],
  ['observe / off: all of it', 'observe', 'off'],
] as const

function report(rounds: readonly Round[]): string {
  const rates = rounds.map((round, at) => [
    `round ${at + 1}`,
    ...VARIANTS.map((variant) => round[variant].toFixed(0)),
  ])
  const ratios = RATIOS.map(([name, above, below]) => {
    const all = rounds.map((round) => round[above] / round[below])
    return [name, ...[median(all), quantile(all, 0.25), quantile(all, 0.75)].map((one) => one.toFixed(3))]
  })
  const ratioTable = formatTable(['ratio', 'median', 'quartile', 'quartile'], ratios)
  return `${formatTable(['requests/s', ...VARIANTS], rates)}\n\n${ratioTable}`
}
