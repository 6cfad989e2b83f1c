// The Registry with 100,000 tenants and a million keys: how long its lists and searches take on the object, how large it is, and how many reports of home objects it takes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { bundleApps } from '@bulkhead/harness/build/bundle'
import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { startWorkers, type Running } from '@bulkhead/harness/runtime/start-workers'
import { workerOptions } from '@bulkhead/harness/runtime/worker-options'
import * as z from 'zod/mini'

import { quantile } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'
import { REPORTER, reportsPerSecond } from './reports.ts'
import { databaseOf, fillRegistry } from './seed.ts'

const ROUNDS = 60
const WARM_UP = 5
const REPORTS = 4_000
const Page = z.object({ data: z.array(z.object({ id: z.string() })) })
const CALLEES = ['RATE_LIMIT', 'CHAT', 'RAG', 'OBSERVE', 'LOCAL_CLOUD']

/** `pnpm bench registry [--tenants 100000] [--keys 10]` */
export async function registry(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { tenants: { type: 'string', default: '100000' }, keys: { type: 'string', default: '10' } },
  })
  const counts = { tenants: Number(values.tenants), keys: Number(values.keys) }
  const stateDir = mkdtempSync(join(tmpdir(), 'registry-'))
  try {
    await once(stateDir, async (ask) => void (await ask('/tenants?limit=1')))
    const bytes = fillRegistry(databaseOf(stateDir, 'Registry'), counts)
    await once(stateDir, async (ask, running) => {
      const rows = await measure(ask, counts)
      console.log(formatTable(['question', 'p50 ms', 'p99 ms'], rows))
      console.log(`reports of home objects: ${(await reports(ask, running)).toFixed(0)} a second`)
    })
    console.log(
      `${counts.tenants} tenants, ${counts.tenants * counts.keys} keys: ${(bytes / 1e6).toFixed(0)} MB`,
    )
  } finally {
    rmSync(stateDir, { recursive: true, force: true })
  }
}

type Ask = (path: string) => Promise<unknown>

/** Control alone: nothing is pushed by what is only read. */
async function once(stateDir: string, use: (ask: Ask, running: Running) => Promise<void>): Promise<void> {
  const running = await startControl(stateDir)
  const headers = { authorization: `Bearer ${readLocalKeys()['$admin'] ?? ''}` }
  try {
    await use(async (path) => {
      const response = await fetch(new URL(`/admin/v1${path}`, running.url), { headers })
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
      return response.json()
    }, running)
  } finally {
    await running.stop()
  }
}

async function startControl(stateDir: string): Promise<Running> {
  const [bundle] = await bundleApps(['control'])
  if (bundle === undefined) throw new Error('apps/control was not built')
  const vars = { LOCAL_KEYS: JSON.stringify(readLocalKeys()), LOG_LEVEL: 'error' }
  const worker = workerOptions(bundle, { vars, without: CALLEES, listener: null })
  return await startWorkers([worker, REPORTER], { stateDir })
}

/** Of some tenants, often enough that the first ones, into cold pages, do not count. */
async function reports(ask: Ask, running: Running): Promise<number> {
  const { data } = Page.parse(await ask('/tenants?limit=100'))
  const ids = data.map(({ id }) => id)
  await reportsPerSecond(running, ids, REPORTS / 4)
  return await reportsPerSecond(running, ids, REPORTS)
}

/** Questions as the console and the command line ask them. */
async function measure(ask: Ask, { tenants }: { tenants: number }): Promise<string[][]> {
  const some = `tenant-${String((Math.floor(tenants / 2) * 7_919) % 1_000_003).padStart(6, '0')}`
  const questions: Readonly<Record<string, string>> = {
    'first page of tenants': '/tenants?limit=50',
    'tenants by status': '/tenants?limit=50&status=suspended',
    'search, many hits': '/tenants?limit=50&q=company',
    'search, one hit': `/tenants?limit=50&q=${some}`,
    'search, no hit': '/tenants?limit=50&q=no-such-company',
    'one tenant': `/tenants/${some}`,
    'first page of keys': `/tenants/${some}/keys?limit=50`,
    'audit log': '/audit-events?limit=50',
  }
  const rows: string[][] = []
  for (const [name, path] of Object.entries(questions)) {
    const times: number[] = []
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const startMs = performance.now()
      await ask(path)
      if (round >= 0) times.push(performance.now() - startMs)
    }
    rows.push([name, quantile(times, 0.5).toFixed(1), quantile(times, 0.99).toFixed(1)])
  }
  return rows
}
