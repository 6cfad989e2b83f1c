// Whether the time of an answer distinguishes a foreign thing from an absent one: pairs of both, one right after the other
// in random order, so that whatever slows the machine slows both.
import { parseArgs } from 'node:util'

import { mean, quantile } from '@bulkhead/bench/figures/statistics'
import { formatTable } from '@bulkhead/bench/figures/table'
import { Client, localKey } from '@bulkhead/harness/client'
import { Random, seedOf } from '@bulkhead/harness/random'
import { startServed } from '@bulkhead/harness/start-served'

import { withMutantTree } from '../mutants/runner/mutant-tree.ts'
import { readMutants } from '../mutants/runner/mutant.ts'
import { smallestVisible, welchT } from './welch.ts'

/** As is usual in tests for timing leaks: reached by chance in one of 100,000 comparisons. */
const LIMIT = 4.5
/** The slowest are the machine's doing: the comparison is made with them, without them, and of the faster half alone. */
const KEPT_SHARES = [1, 0.95, 0.5] as const
const USUAL_SHARE = 0.95
const THINGS = 20
const WARM_UP_PAIRS = 200

/** Looking up what belongs to somebody else takes about half a millisecond longer. */
const PLANTED = 'foreign-lookup-slower'

interface Kind {
  readonly name: string
  /** Paths of what is somebody else's and of what nobody has, of the same form. */
  readonly foreign: readonly string[]
  readonly absent: readonly string[]
}

interface Pairs {
  readonly foreign: number[]
  readonly absent: number[]
}

/** `pnpm drill foreign-timing [--pairs 10000] [--seed n] [--planted]` */
export async function foreignTiming(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pairs: { type: 'string', default: '10000' },
      seed: { type: 'string' },
      planted: { type: 'boolean', default: false },
    },
  })
  const seed = seedOf(values.seed)
  if (values.planted) return seePlanted(['--pairs', values.pairs, '--seed', String(seed)])
  console.log(`seed ${seed}, ${values.pairs} pairs of each kind`)
  const telling = await measure(Number(values.pairs), new Random(seed))
  if (telling.length > 0)
    throw new Error(`the time of an answer distinguishes foreign from absent: ${telling.join(', ')}`)
}

/** The same run on a system whose times differ: a run that sees nothing here would prove nothing above. */
async function seePlanted(args: readonly string[]): Promise<void> {
  const { code, output } = await withMutantTree(
    readMutants().find(({ name }) => name === PLANTED),
    (tree) => tree.run(['drills/main.ts', 'foreign-timing', ...args], { timeoutMs: 600_000 }),
  )
  console.log(output.trim())
  if (code === 0 || !/distinguishes foreign from absent:.*session/.test(output))
    throw new Error('the planted leak was not seen')
  console.log('\nthe planted leak was seen')
}

/** @returns the kinds whose times differ */
async function measure(pairs: number, random: Random): Promise<string[]> {
  const bulkhead = await startServed({ variables: { LOG_LEVEL: 'warn' } })
  try {
    const stranger = new Client(bulkhead.fetch, localKey('umbrella'))
    const kinds = await plant(new Client(bulkhead.fetch, localKey('acme')))
    const telling: string[] = []
    const rows: string[][] = []
    for (const kind of kinds) {
      await timePairs(stranger, kind, { pairs: WARM_UP_PAIRS, random })
      const { row, tells } = judge(kind, await timePairs(stranger, kind, { pairs, random }))
      rows.push(row)
      if (tells) telling.push(kind.name)
    }
    const cuts = KEPT_SHARES.map((share) => (share === 1 ? '|t|' : `|t| of ${share * 100} %`))
    const head = ['', 'foreign ms', 'absent ms', 'difference ms', 'visible from ms', ...cuts]
    console.log(formatTable(head, rows))
    return telling
  } finally {
    await bulkhead.stop()
  }
}

async function plant(owner: Client): Promise<Kind[]> {
  const sessions: string[] = []
  const documents: string[] = []
  for (let at = 0; at < THINGS; at++) {
    sessions.push(String((await owner.post('/v1/sessions', {})).body.id))
    const id = `of-acme-${at}`
    await owner.post('/v1/documents', { id, text: 'The keel is oak.' })
    documents.push(id)
  }
  const nobodys = () => `sess_${crypto.randomUUID().replaceAll('-', '')}`
  return [
    {
      name: 'session',
      foreign: sessions.map((id) => `/v1/sessions/${id}`),
      absent: sessions.map(() => `/v1/sessions/${nobodys()}`),
    },
    {
      name: 'document',
      foreign: documents.map((id) => `/v1/documents/${id}`),
      absent: documents.map((id) => `/v1/documents/${id.replace('acme', 'none')}`),
    },
  ]
}

async function timePairs(
  client: Client,
  kind: Kind,
  { pairs, random }: { readonly pairs: number; readonly random: Random },
): Promise<Pairs> {
  const times: Pairs = { foreign: [], absent: [] }
  for (let pair = 0; pair < pairs; pair++) {
    const order = random.below(2) === 0 ? (['foreign', 'absent'] as const) : (['absent', 'foreign'] as const)
    for (const which of order) {
      const path = random.pick(kind[which])
      const startMs = performance.now()
      const { status } = await client.get(path)
      times[which].push(performance.now() - startMs)
      if (status !== 404) throw new Error(`${path} answered ${status}`)
    }
  }
  return times
}

function judge({ name }: Kind, pairs: Pairs): { row: string[]; tells: boolean } {
  const usual = fasterThan(pairs, USUAL_SHARE)
  const distances = KEPT_SHARES.map((share) => {
    const { foreign, absent } = fasterThan(pairs, share)
    return Math.abs(welchT(foreign, absent))
  })
  const [foreignMs, absentMs] = [mean(usual.foreign), mean(usual.absent)]
  const times = [foreignMs, absentMs, foreignMs - absentMs, smallestVisible(usual.absent, LIMIT)]
  const row = [name, ...times.map((ms) => ms.toFixed(3)), ...distances.map((t) => t.toFixed(1))]
  return { row, tells: Math.max(...distances) >= LIMIT }
}

/** Cut at one time for both, or the cut itself would tell them apart. */
function fasterThan({ foreign, absent }: Pairs, share: number): Pairs {
  const most = quantile([...foreign, ...absent], share)
  const kept = (times: readonly number[]) => times.filter((time) => time <= most)
  return { foreign: kept(foreign), absent: kept(absent) }
}
