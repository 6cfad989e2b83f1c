// What a million completions cost at list prices, the model left out: a busy tenant's, whose writes many requests share, and a quiet
// one's, where each request pays for its own. What is written, called and logged is counted; how long an object stays awake is reckoned.
import { parseArgs } from 'node:util'

import { startCounting, type Amount, type Consequences } from './contest/consequences.ts'
import { completionOf } from './contest/paths.ts'
import { MILLION, PRICES } from './figures/list-prices.ts'
import { formatTable } from './figures/table.ts'
import { always } from './traffic/load.ts'
import { startProvider } from './traffic/start-provider.ts'

interface Case {
  readonly name: string
  readonly thinkMs: number
  readonly amount: Amount
  readonly quick: Amount
  /** For which the tenant's home object is not idle, for each request. */
  readonly awakeMs: number
}

/** Alone, an object works for some milliseconds, and leaves nothing to be written later. */
const ALONE_MS = 10

const CASES: readonly Case[] = [
  {
    name: 'busy, at once',
    thinkMs: 0,
    amount: { requests: 4_000, atOnce: 16 },
    quick: { requests: 800, atOnce: 16 },
    awakeMs: 2,
  },
  {
    name: 'busy, 1 s each',
    thinkMs: 1_000,
    amount: { requests: 960, atOnce: 96 },
    quick: { requests: 288, atOnce: 96 },
    awakeMs: 10,
  },
  {
    name: 'quiet, one in 3 s',
    thinkMs: 1_000,
    // Five minutes: from one alarm to the next.
    amount: { requests: 100, atOnce: 1, pauseMs: 2_000 },
    quick: { requests: 5, atOnce: 1, pauseMs: 2_000 },
    awakeMs: 2 * ALONE_MS,
  },
]

/** `pnpm bench cost [--quick]` */
export async function cost(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false } } })
  const counted: Consequences[] = []
  for (const one of CASES) counted.push(await countOne(one, values.quick ? one.quick : one.amount))
  console.log('US dollars for a million completions at list prices, what a plan includes left out\n')
  console.log(dollars(counted))
  console.log('\nof which these are counted, for one completion\n')
  console.log(counts(counted))
}

async function countOne({ thinkMs, quick }: Case, amount: Amount): Promise<Consequences> {
  const provider = await startProvider({ thinkMs })
  try {
    const counting = await startCounting(provider.baseUrl)
    try {
      const traffic = always(completionOf(counting.url))
      // The first ones of an isolate cost more than all others.
      await counting.of(traffic, { ...quick, requests: quick.atOnce })
      return await counting.of(traffic, amount)
    } finally {
      await counting.stop()
    }
  } finally {
    provider.stop()
  }
}

const head = ['', ...CASES.map(({ name }) => name)]

function dollars(counted: readonly Consequences[]): string {
  // The whole local runtime's, so more than is billed; idle, it does work that no request causes.
  const busyCpuMs = counted[0]?.cpuMs ?? Number.NaN
  const parts: readonly (readonly [string, (one: Consequences, of: Case) => number])[] = [
    ['request and CPU', () => PRICES.request + busyCpuMs * PRICES.cpuMs],
    ['calls of objects', ({ objectCalls }) => objectCalls * PRICES.objectCall],
    ['objects awake (reckoned)', (_, { awakeMs }) => (awakeMs / 1_000) * PRICES.objectSecond],
    ['rows written', ({ rows }) => rows * PRICES.rowWritten],
  ]
  const costs = CASES.map((of, at) => {
    const one = counted[at]
    return one === undefined ? [] : parts.map(([, price]) => price(one, of) * MILLION)
  })
  const logs = counted.map(({ lineBytes }) => lineBytes * PRICES.logByte * MILLION)
  const sums = costs.map((own) => own.reduce((sum, each) => sum + each, 0))
  return formatTable(head, [
    ...parts.map(([name], at) => [name, ...costs.map((own) => shown(own[at]))]),
    ['all of it', ...sums.map(shown)],
    ['Workers Logs, if they are on', ...logs.map(shown)],
  ])
}

const shown = (amount = Number.NaN) => amount.toFixed(2)

function counts(counted: readonly Consequences[]): string {
  const row = (name: string, of: (one: Consequences) => number, digits: number) => [
    name,
    ...counted.map((one) => of(one).toFixed(digits)),
  ]
  return formatTable(head, [
    row('CPU ms of the local runtime', ({ cpuMs }) => cpuMs, 2),
    row('calls of objects', ({ objectCalls }) => objectCalls, 2),
    row('of them waited for', ({ admissions }) => admissions, 2),
    row('rows written', ({ rows }) => rows, 2),
    row('rows that observe writes, beside', ({ observedRows }) => observedRows, 2),
    row('lines', ({ lines }) => lines, 2),
    row('bytes of lines', ({ lineBytes }) => lineBytes, 0),
  ])
}
