// What being observed costs: the same completions through three Bulkheads: without a tail consumer, with an empty one, and with observe.
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/harness/local-variables'
import type { Running } from '@bulkhead/harness/runtime/start-workers'
import { start, type StartOptions } from '@bulkhead/harness/start-bundles'

import { cpuMsOf } from './figures/runtime-cpu.ts'
import { runtimePids } from './figures/runtime-memory.ts'
import { median, quantile } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { throughput, type Call } from './traffic/load.ts'
import { startProvider } from './traffic/start-provider.ts'

const CONNECTIONS = 32
const WARM_UP_SECONDS = 2
const TENANT = 'umbrella'

/** Receives every event and does nothing: the platform's own cost of delivery, the least that any tail consumer costs. */
const DEAF = {
  name: 'deaf',
  compatibilityDate: '2026-11-01',
  modules: true,
  script: 'export default { tail() {} }',
} as const

const VARIANTS = ['off', 'empty', 'observe'] as const
type Variant = (typeof VARIANTS)[number]
/** Requests a second, and CPU time a request, which still says something on a machine that others use too. */
interface Measured {
  readonly rate: number
  readonly cpuMs: number
}
/** Each variant, one right after the other. */
type Round = Readonly<Record<Variant, Measured>>

interface Contestant {
  readonly call: Call
  /** Of its runtimes: what computes for long has one of its own. */
  readonly pids: readonly number[]
}

/** `pnpm bench observe [--rounds 9] [--seconds 3]` */
export async function observe(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '9' }, seconds: { type: 'string', default: '3' } },
  })
  const provider = await startProvider()
  const runs: Running[] = []
  try {
    const contestants = new Map<Variant, Contestant>()
    for (const variant of VARIANTS) {
      const others = runtimePids()
      const running = await start({
        variables: { OPENAI_BASE_URL: provider.baseUrl },
        ...LISTENERS[variant],
      })
      runs.push(running)
      const pids = runtimePids().filter((one) => !others.includes(one))
      contestants.set(variant, { call: callOf(running), pids })
    }
    console.log(report(await measure(contestants, Number(values.rounds), Number(values.seconds))))
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
async function measure(
  contestants: ReadonlyMap<Variant, Contestant>,
  rounds: number,
  seconds: number,
): Promise<Round[]> {
  for (const { call } of contestants.values()) await throughput(call, CONNECTIONS, WARM_UP_SECONDS)
  const measured: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const results = { off: NOTHING, empty: NOTHING, observe: NOTHING }
    const first = round % VARIANTS.length
    for (const variant of [...VARIANTS.slice(first), ...VARIANTS.slice(0, first)]) {
      const contestant = contestants.get(variant)
      if (contestant !== undefined) results[variant] = await load(contestant, seconds)
    }
    measured.push(results)
  }
  return measured
}

const NOTHING: Measured = { rate: Number.NaN, cpuMs: Number.NaN }

async function load({ call, pids }: Contestant, seconds: number): Promise<Measured> {
  const cpuMs = () => pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0)
  const beforeMs = cpuMs()
  const rate = await throughput(call, CONNECTIONS, seconds)
  return { rate, cpuMs: (cpuMs() - beforeMs) / (rate * seconds) }
}

const RATIOS = [
  ['empty / off: the platform delivers', 'empty', 'off'],
  ['observe / empty: what is ours', 'observe', 'empty'],
  ['observe / off: all of it', 'observe', 'off'],
] as const

function report(rounds: readonly Round[]): string {
  const measured = rounds.map((round, at) => [
    `round ${at + 1}`,
    ...VARIANTS.map((variant) => round[variant].rate.toFixed(0)),
    ...VARIANTS.map((variant) => round[variant].cpuMs.toFixed(2)),
  ])
  const ratios = RATIOS.map(([name, above, below]) => {
    const rates = rounds.map((round) => round[above].rate / round[below].rate)
    const cpu = rounds.map((round) => round[below].cpuMs / round[above].cpuMs)
    const columns = [median(rates), quantile(rates, 0.25), quantile(rates, 0.75), median(cpu)]
    return [name, ...columns.map((one) => one.toFixed(3))]
  })
  const rateTable = formatTable(
    ['', ...VARIANTS, ...VARIANTS.map((variant) => `${variant}, CPU ms`)],
    measured,
  )
  const ratioTable = formatTable(['', 'requests/s', 'quartile', 'quartile', 'by CPU time'], ratios)
  return `${rateTable}\n\n${ratioTable}`
}
