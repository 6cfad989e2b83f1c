// Rows written straight into the objects' tables, in the shapes that they write: what would take hours by the API.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The file of the one object of a class; the runtime that wrote it must have stopped. */
export function databaseOf(stateDir: string, className: string): string {
  const file = readdirSync(stateDir, { recursive: true, encoding: 'utf8' }).find(
    (name) => name.includes(className) && name.endsWith('.sqlite') && !name.includes('metadata'),
  )
  if (file === undefined) throw new Error(`${className} has stored nothing`)
  return join(stateDir, file)
}

/** Straight into the table, in the shape that the Registry writes; returns how large it is then. */
export function fillRegistry(file: string, { tenants, keys }: { tenants: number; keys: number }): number {
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

/** Requests of a day, newest last, in the shape that observe writes. */
export function fillRequests(file: string, requests: number): void {
  const database = new DatabaseSync(file)
  const insert = database.prepare('INSERT INTO batch (at_ms, requests, lines) VALUES (?, ?, ?)')
  database.exec('BEGIN')
  for (let first = 1; first <= requests; first += A_BATCH) {
    const lines = Array.from({ length: Math.min(A_BATCH, requests - first + 1) }, (_, at) =>
      lineOf(first + at),
    )
    insert.run(Date.now(), lines.length, JSON.stringify(lines))
  }
  database.exec('COMMIT')
  database.close()
}

const A_BATCH = 100

function lineOf(request: number) {
  return {
    timestamp: '2026-11-29T00:00:00.000Z',
    level: 'info',
    message: 'request',
    source: 'gateway/request',
    requestId: `req_${request.toString(16).padStart(32, '0')}`,
    tenantId: `tenant-${String((request * 7_919) % 1_000_003).padStart(6, '0')}`,
    method: 'POST',
    route: '/v1/chat/completions',
    status: request % 40 === 0 ? 503 : 200,
    latencyMs: 420,
  }
}
