import { OFFLINE } from '@bulkhead/harness/run-command'

import { foreignTiming } from '../drills/long/foreign-timing.ts'
import { ingestCrashes } from '../drills/long/ingest-crashes-command.ts'
import { isolation } from '../drills/long/isolation-command.ts'
import { answers } from '../eval/answers.ts'
import { retrieval } from '../eval/retrieval.ts'
import { completions } from './completions.ts'
import { corpus } from './corpus.ts'
import { flood } from './flood.ts'
import { ladder } from './ladder.ts'
import { observe } from './observe.ts'
import { startup } from './startup.ts'
import { streams } from './streams.ts'

const BENCHES = {
  'foreign-timing': foreignTiming,
  'ingest-crashes': ingestCrashes,
  answers,
  completions,
  corpus,
  flood,
  isolation,
  ladder,
  observe,
  retrieval,
  startup,
  streams,
}

const USAGE = `usage: pnpm bench <name>
  answers [folder] [--documents 100]
      how many questions are answered from the right document, with true quotes, and refused when they cannot be
  completions [--rounds 5] [--seconds 6] [--stream] [--peers]
      requests/s and latency of all of Bulkhead beside a Worker that only passes requests on, and beside Portkey's gateway
  corpus [--sizes 1000,10000,50000] [--seed 1] [--query-from-rank 1]
      documents/s, and how long a search takes as one tenant's corpus grows
  flood [--requests 10000]
      how many refused requests reach rate-limit, and what a neighbour notices of the flood
  foreign-timing [--pairs 10000] [--seed n] [--planted]
      whether the time of an answer tells a foreign thing from one that is not there; --planted: over a system that does tell
  observe [--rounds 9] [--seconds 3]
      requests/s with no tail consumer, with an empty one, and with observe, one right after the other
  ingest-crashes [--rounds 10] [--documents 200] [--seed n]
      kills everything at random moments of ingesting, and what became of every document after the restart
  isolation [--operations 10000] [--seed n]
      random operations of five tenants with the same document ids, each answer held against what its tenant may see
  ladder [--rounds 5] [--seconds 4]
      where the time of a completion goes: the platform's price of each hop, and ours on top
  retrieval [folder] [--modes hybrid,words,vector]
      ingestion rate, search latency and ranking quality on judged collections (folder or EVAL_DATA)
  startup [--rounds 9]
      how much processor time the start of each production bundle costs, held against bench/ceilings.json
  streams [--streams 1000] [--chunks 50] [--delay 100]
      how much later the first token comes than straight from the provider, and many streams at once`

Object.assign(process.env, OFFLINE)
const [name = '', ...args] = process.argv.slice(2)
const bench = Object.entries(BENCHES).find(([known]) => known === name)?.[1]
if (bench === undefined) {
  console.error(USAGE)
  process.exit(2)
}
try {
  await bench(args)
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
}
