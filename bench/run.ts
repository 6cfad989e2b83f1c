import { runScript, UsageError } from '@bulkhead/harness/command-line'
import { OFFLINE } from '@bulkhead/harness/run-command'

import { completions } from './completions.ts'
import { consolePages } from './console.ts'
import { corpus } from './corpus.ts'
import { cost } from './cost.ts'
import { flood } from './flood.ts'
import { ladder } from './ladder.ts'
import { observe } from './observe.ts'
import { registry } from './registry.ts'
import { searchable } from './searchable.ts'
import { startup } from './startup.ts'
import { streams } from './streams.ts'

const BENCHES = {
  completions,
  console: consolePages,
  corpus,
  cost,
  flood,
  ladder,
  observe,
  registry,
  searchable,
  startup,
  streams,
}

const USAGE = `usage: pnpm bench <name>
  completions [--quick] [--rounds 10] [--seconds 0.5] [--only completion,stream] [--no-peers] [--hold]
      CPU time, requests/s and latency of all that Bulkhead serves beside a Worker that only passes completions on, beside Portkey's
      gateway and beside nginx, Lua and Redis; and the lines, tail events, object calls and rows of each; four minutes, quick: one;
      hold: fails where CPU time is above bench/ceilings.json
  console [--rounds 9] [--tenants 100000] [--requests 50000]
      how long the console's first screen takes beside an empty React page, and the frames while somebody types into long lists
  corpus [--sizes 1000,10000,50000] [--seed 1] [--query-from-rank 1] [--read-at-once true]
      documents/s, and how long a search takes as one tenant's corpus grows
  cost [--quick]
      what a million completions cost at list prices, of a busy tenant and of a quiet one, by what they write, call and log
  flood [--rates 20,200,600] [--seconds 5]
      what a neighbour notices of a tenant that goes on sending beyond its limit, at several rates and as fast as it can, and how many
      of the refused requests reach rate-limit
  observe [--rounds 9] [--seconds 3]
      requests/s with no tail consumer, with an empty one, and with observe, one right after the other
  ladder [--rounds 5] [--seconds 4]
      where the time of a completion goes: the platform's price of each hop, and ours on top
  registry [--tenants 100000] [--keys 10]
      how long lists and searches of the admin API take with that many tenants and keys in one object, and its size
  searchable [--documents 40] [--seed 1]
      how long a page of text takes from its 202 until a search by words finds it
  startup [--rounds 9]
      how much processor time the start of each production bundle costs, held against bench/ceilings.json
  streams [--quick] [--streams 1000] [--chunks 50] [--delay 100]
      how much later the first token comes than straight from the provider, and many streams at once`

Object.assign(process.env, OFFLINE)
await runScript(USAGE, async ([name = '', ...args]) => {
  const bench = Object.entries(BENCHES).find(([known]) => known === name)?.[1]
  if (bench === undefined) throw new UsageError(name === '' ? 'name a bench' : `${name}: no such bench`)
  await bench(args)
})
