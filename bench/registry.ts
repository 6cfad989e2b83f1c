// The Registry with 100,000 tenants and a million keys: how long its lists and searches take on the object, how large it is, and what a write costs.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'

import { bundleApps } from '@bulkhead/harness/build/bundle'
import { readLocalKeys } from '@bulkhead/harness/local-variables'
import { startWorkers, type Running } from '@bulkhead/harness/runtime/start-workers'
import { workerOptions } from '@bulkhead/harness/runtime/worker-options'

import { quantile } from './figures/statistics.ts'
import { formatTable } from './figures/table.ts'

const ROUNDS = 60
const WARM_UP = 5
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
    const bytes = fill(databaseIn(stateDir), counts)
    await once(stateDir, async (ask) => {
      const rows = await measure(ask, counts)
      console.log(formatTable(['question', 'p50 ms', 'p99 ms'], rows))
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
async function once(stateDir: string, use: (ask: Ask) => Promise<void>): Promise<void> {
  const running = await startControl(stateDir)
  const headers = { authorization: `Bearer ${readLocalKeys()['$admin'] ?? ''}` }
  try {
    await use(async (path) => {
      const response = await fetch(new URL(`/admin/v1${path}`, running.url), { headers })
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
      return response.json()
    })
  } finally {
    await running.stop()
  }
}

async function startControl(stateDir: string): Promise<Running> {
  const [bundle] = await bundleApps(['control'])
  if (bundle === undefined) throw new Error('apps/control was not built')
  const vars = { LOCAL_KEYS: JSON.stringify(readLocalKeys()), LOG_LEVEL: 'error' }
  const worker = workerOptions(bundle, { vars, without: CALLEES, listener: null })
  return await startWorkers([worker], { stateDir })
}

function databaseIn(stateDir: string): string {
  const file = readdirSync(stateDir, { recursive: true, encoding: 'utf8' }).find(
    (name) => name.includes('Registry') && name.endsWith('.sqlite') && !name.includes('metadata'),
  )
  if (file === undefined) throw new Error('the Registry has stored nothing')
  return join(stateDir, file)
}

/** Straight into the table, in the shape that the Registry writes; returns how large it is then. */
function fill(file: string, { tenants, keys }: { tenants: number; keys: number }): number {
  const database = new DatabaseSync(file)
  const document = JSON.stringify({
    status: 'active',
    tier: 'standard',
    chat: { model: '@cf/meta/llama-3.1-8b-instruct-fp8', systemPrompt: 'x'.repeat(400) },
    rateLimit: { requestsPerMinute: 60, burst: 10 },
    budget: { tokensPerDay: 100_000 },
  })
  database.exec('BEGIN')
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO tenant SELECT 'tenant-' || printf('%06d', (i * 7919) % 1000003), 'Company ' || i,
         'tenant-' || printf('%06d', (i * 7919) % 1000003) || char(10) || 'company ' || i,
         iif(i % 50 = 0, 'suspended', 'active'), 'standard', NULL, 'api',
         json_patch(?, json_object('id', 'tenant-' || printf('%06d', (i * 7919) % 1000003), 'name', 'Company ' || i)),
         1, 1, 1, 1, 0, 0, NULL FROM n`,
    )
    .run(tenants, document)
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)
       INSERT INTO api_key (id, tenant_id, name, sha256, scopes, settings, status, managed_by, is_expiry_told,
         epoch, version, created_ms, created_by, updated_ms)
       SELECT printf('%012d', i), 'tenant-' || printf('%06d', ((i / ?) + 1) * 7919 % 1000003), 'key ' || i,
         lower(hex(randomblob(32))), '["chat","search"]', '{}', 'active', 'api', 1, 1, 1, 0, 'bootstrap', 0 FROM n`,
    )
    .run(tenants * keys, keys)
  database.exec('COMMIT')
  database.close()
  return statSync(file).size
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
