// What being observed costs: the same completions through two whole Bulkheads, one with its tail consumers and one without.
import { parseArgs } from 'node:util'

import { readLocalKeys } from '@bulkhead/scripts/local-variables'
import { start, type Running } from '@bulkhead/scripts/start-bundles'

import { throughput, type Call } from './load.ts'
import { startProvider } from './start-provider.ts'
import { median, quantile } from './statistics.ts'
import { formatTable } from './table.ts'

const CONNECTIONS = 32
const WARM_UP_SECONDS = 2
const TENANT = 'umbrella'

interface Pair {
  readonly without: number
  readonly observed: number
}

/** `pnpm bench observe [--pairs 10] [--seconds 3]` */
export async function observe(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { pairs: { type: 'string', default: '10' }, seconds: { type: 'string', default: '3' } },
  })
  const provider = await startProvider()
  const runs: Running[] = []
  try {
    const variables = { OPENAI_BASE_URL: provider.baseUrl }
    const without = await start({ variables, listener: null })
    runs.push(without)
    const observed = await start({ variables })
    runs.push(observed)
    const pairs = await measure(
      callOf(without),
      callOf(observed),
      Number(values.pairs),
      Number(values.seconds),
    )
    console.log(report(pairs))
  } finally {
    for (const running of runs) await running.stop()
    provider.stop()
  }
}

function callOf({ url }: Running): Call {
  return {
    url: new URL('/v1/chat/completions', url),
    headers: { authorization: `Bearer ${readLocalKeys()[TENANT]}`, 'content-type': 'application/json' },
    body: JSON.stringify({ max_tokens: 64, messages: [{ role: 'user', content: 'How is it on deck?' }] }),
  }
}

/** Pairs of neighbours, and who goes first takes turns: a machine that slows down favours nobody. */
async function measure(without: Call, observed: Call, pairs: number, seconds: number): Promise<Pair[]> {
  for (const call of [without, observed]) await throughput(call, CONNECTIONS, WARM_UP_SECONDS)
  const rate = (call: Call) => throughput(call, CONNECTIONS, seconds)
  const measured: Pair[] = []
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) measured.push({ without: await rate(without), observed: await rate(observed) })
    else {
      const first = await rate(observed)
      measured.push({ without: await rate(without), observed: first })
    }
  }
  return measured
}

function report(pairs: readonly Pair[]): string {
  const ratios = pairs.map(({ without, observed }) => observed / without)
  const rows = pairs.map(({ without, observed }, at) => [
    `pair ${at + 1}`,
    without.toFixed(0),
    observed.toFixed(0),
    (observed / without).toFixed(3),
  ])
  const table = formatTable(['', 'requests/s without', 'observed', 'ratio'], rows)
  const [low, middle, high] = [quantile(ratios, 0.25), median(ratios), quantile(ratios, 0.75)]
  const range = `${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`
  return `${table}\n\nmedian ratio ${middle.toFixed(3)}, quartiles ${low.toFixed(3)} to ${high.toFixed(3)}, all ${range}`
}
