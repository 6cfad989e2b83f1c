// What Bulkhead costs: the same completion through a Worker that only passes it on, through all of Bulkhead, and through others that do
// less, or the same on Redis; and what else Bulkhead serves. Only what stands in one run beside the bare proxy says something about
// Bulkhead and not about the machine: CPU time first, which counts no one else's work.
import { parseArgs } from 'node:util'

import { start, type StartOptions } from '@bulkhead/harness/start-bundles'

import ceilings from './ceilings.json' with { type: 'json' }
import { startBareProxy } from './contest/bare-proxy.ts'
import { startCounting, type Counting } from './contest/consequences.ts'
import type { Contestant } from './contest/contestant.ts'
import { measure, type Effort } from './contest/measure.ts'
import * as paths from './contest/paths.ts'
import { aboveCeilings, report } from './contest/report.ts'
import { runtimePids } from './figures/runtime-memory.ts'
import { formatTable } from './figures/table.ts'
import type { Peer } from './peers/peer.ts'
import { startPortkey } from './peers/portkey.ts'
import { startRedisChain } from './peers/redis-chain.ts'
import { always, type Traffic } from './traffic/load.ts'
import { startProvider } from './traffic/start-provider.ts'

const CONNECTIONS = 16
const CHUNKS = 50
const BARE = 'bare proxy'
const BARE_STREAM = `bare proxy, stream of ${CHUNKS} chunks`
const UPLOAD = 'upload of a small text'
const THOROUGH = { rounds: 12, seconds: 1, single: 60 }
const QUICK = { rounds: 3, seconds: 0.4, single: 30 }

/** `pnpm bench completions [--quick] [--rounds 12] [--seconds 1] [--only completion,stream] [--no-peers] [--hold]` */
export async function completions(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string', default: '' },
      peers: { type: 'boolean', default: true },
      hold: { type: 'boolean', default: false },
    },
  })
  const effort = { ...(values.quick ? QUICK : THOROUGH), connections: CONNECTIONS }
  const rounds = Number(values.rounds ?? effort.rounds)
  const seconds = Number(values.seconds ?? effort.seconds)
  const provider = await startProvider({ chunks: CHUNKS, delayMs: 1 })
  const running: { stop(): Promise<void> | void }[] = []
  try {
    const all = await startAll(provider.baseUrl, values.peers, running)
    const contestants = all.filter(({ name }) => isChosen(name, values.only))
    const above = await measureAll(contestants, { ...effort, rounds, seconds })
    await stopAll(running)
    console.log(`what one request causes, ${CONNECTIONS} at once\n`)
    console.log(await countAll(provider.baseUrl, values.only, running))
    if (values.hold && above.length > 0) throw new Error(above.join('\n'))
  } finally {
    await stopAll(running)
    provider.stop()
  }
}

/** What is uploaded is worked on for a while, which would be in the way of all others. Returns what is above its ceiling. */
async function measureAll(contestants: readonly Contestant[], effort: Effort): Promise<string[]> {
  const above: string[] = []
  const uploads = contestants.filter((one) => isBare(one) || !isShort(one))
  console.log(`${CONNECTIONS} connections, medians of ${effort.rounds} rounds in turn (quartiles)\n`)
  for (const group of [contestants.filter(isShort), uploads]) {
    if (group.every(isBare)) continue
    const measured = await measure(group, effort)
    console.log(`${report(group, measured)}\n`)
    above.push(...aboveCeilings(group, measured, ceilings.cpuOverBare))
  }
  return above
}

const isBare = ({ name }: Contestant) => name === BARE

const isShort = ({ name }: Contestant) => name !== UPLOAD

/** The bare proxies always are: without them the others are no figures. */
function isChosen(name: string, only: string): boolean {
  return only === '' || name.startsWith(BARE) || only.split(',').some((part) => name.includes(part))
}

async function stopAll(running: { stop(): Promise<void> | void }[]): Promise<void> {
  for (const one of running.splice(0)) await one.stop()
}

async function startAll(
  baseUrl: string,
  withPeers: boolean,
  running: { stop(): Promise<void> | void }[],
): Promise<Contestant[]> {
  const bare = await withPids(() => startBareProxy(baseUrl), running)
  const unheard = await withPids(() => start({ ...bulkhead(baseUrl), listener: null }), running)
  const heard = await withPids(() => start(bulkhead(baseUrl)), running)
  const at = (name: string, traffic: Traffic, server: Server, of = BARE): Contestant => ({
    name,
    traffic,
    pids: () => server.pids,
    bare: of,
  })
  const plain = (url: URL) => always(paths.completionOf(url))
  const streamed = (url: URL) => always(paths.completionOf(url, { stream: true }))
  const turns = paths.turns(heard.url, CONNECTIONS)
  return [
    at(BARE, plain(bare.url), bare),
    at('completion, no tail', plain(unheard.url), unheard),
    at('completion, observe', plain(heard.url), heard),
    ...(withPeers ? await peersOf(baseUrl, running) : []),
    at(BARE_STREAM, streamed(bare.url), bare, BARE_STREAM),
    at('stream, no tail', streamed(unheard.url), unheard, BARE_STREAM),
    at('stream, observe', streamed(heard.url), heard, BARE_STREAM),
    { ...at('session turn, stream', turns.traffic, heard, BARE_STREAM), before: turns.open, patience: 4 },
    ...othersOf(heard.url).map(([name, traffic]) => at(name, traffic, heard)),
  ]
}

function bulkhead(baseUrl: string): StartOptions {
  return { variables: { OPENAI_BASE_URL: baseUrl, LOCAL_EMBEDDINGS: 'hashed', LOG_LEVEL: 'info' } }
}

/** What of Bulkhead no bare proxy does; the search by vectors is the local stand-in's, in the same runtime. */
function othersOf(url: URL): readonly (readonly [name: string, traffic: Traffic])[] {
  return [
    ['answer', paths.answers(url)],
    ['search', paths.searches(url)],
    ['refused from memory (429)', paths.refusals(url)],
    ['unauthenticated (401)', paths.strangers(url)],
    [UPLOAD, paths.uploads(url)],
  ]
}

interface Server {
  readonly url: URL
  readonly pids: readonly number[]
}

async function withPids(
  begin: () => Promise<{ readonly url: URL; stop(): Promise<void> }>,
  running: { stop(): Promise<void> | void }[],
): Promise<Server> {
  const others = runtimePids()
  const server = await begin()
  running.push(server)
  return { url: server.url, pids: runtimePids().filter((pid) => !others.includes(pid)) }
}

async function peersOf(baseUrl: string, running: { stop(): void }[]): Promise<Contestant[]> {
  const starts = [
    () => startPortkey(baseUrl),
    () => startRedisChain(baseUrl, 'everysec'),
    () => startRedisChain(baseUrl, 'always'),
  ]
  const peers: Peer[] = []
  for (const begin of starts) {
    const peer = await begin()
    if (peer === undefined) continue
    running.push(peer)
    peers.push(peer)
  }
  return peers.map(({ name, url, headers, pids }) => ({
    name: `completion, ${name}`,
    traffic: always(paths.completionOf(url, {}, headers)),
    pids,
    bare: BARE,
  }))
}

const COUNTED = { requests: 96, atOnce: CONNECTIONS }

async function countAll(
  baseUrl: string,
  only: string,
  running: { stop(): Promise<void> | void }[],
): Promise<string> {
  const counting = await startCounting(baseUrl)
  running.push(counting)
  const turns = paths.turns(counting.url, CONNECTIONS)
  await turns.open()
  const all: readonly (readonly [string, Traffic])[] = [
    ['completion', always(paths.completionOf(counting.url))],
    ['stream', always(paths.completionOf(counting.url, { stream: true }))],
    ['session turn, stream', turns.traffic],
    ...othersOf(counting.url),
  ]
  const rows: string[][] = []
  for (const [name, traffic] of all)
    if (isChosen(name, only)) rows.push([name, ...(await countsOf(counting, traffic))])
  const head = ['', 'lines', 'bytes of lines', 'tail events', 'object calls', 'of them waited for', 'rows']
  return formatTable(head, rows)
}

async function countsOf(counting: Counting, traffic: Traffic): Promise<string[]> {
  const { lines, lineBytes, tailEvents, objectCalls, admissions, rows } = await counting.of(traffic, COUNTED)
  return [
    lines.toFixed(2),
    lineBytes.toFixed(0),
    ...[tailEvents, objectCalls, admissions, rows].map((each) => each.toFixed(2)),
  ]
}
