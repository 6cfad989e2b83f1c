import { call } from '@bulkhead/calls/call'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { DEPLOYMENT_KEY, tenantKey } from '@bulkhead/flags/flag-keys'
import { parseFlagRecord, type FlagRecord } from '@bulkhead/flags/flag-record'
import { FLAG_DEFAULTS, FlagOverrides, type Flags } from '@bulkhead/tenant-schema/flags'

import { FLAG_STORE, READ_TIMEOUT_MS } from '../../limits.ts'
import type { Exchange } from '../../request/exchange.ts'
import { jsonBody } from '../../request/json-body.ts'
import { adminRoute } from '../../route.ts'
import { tenantOfPath } from './tenants.ts'

/** The layers of flags, later ones going before earlier ones, and what holds in the end. Those who obey them read them up to 90 s later. */
export const getDeploymentFlags = adminRoute('GET', '/admin/flags', async (exchange) =>
  Response.json(viewOf({ deployment: await read(exchange, DEPLOYMENT_KEY) })),
)

export const putDeploymentFlags = adminRoute('PUT', '/admin/flags', async (exchange) =>
  Response.json(viewOf({ deployment: await write(exchange, DEPLOYMENT_KEY) })),
)

export const getTenantFlags = adminRoute('GET', '/admin/tenants/:id/flags', async (exchange) => {
  const { id, config } = await tenantOfPath(exchange)
  const [deployment, tenant] = await Promise.all([
    read(exchange, DEPLOYMENT_KEY),
    read(exchange, tenantKey(id)),
  ])
  return Response.json(viewOf({ config: { overrides: config.flags, problems: [] }, deployment, tenant }))
})

export const putTenantFlags = adminRoute('PUT', '/admin/tenants/:id/flags', async (exchange) => {
  const { id, config } = await tenantOfPath(exchange)
  const tenant = await write(exchange, tenantKey(id))
  const deployment = await read(exchange, DEPLOYMENT_KEY)
  return Response.json(viewOf({ config: { overrides: config.flags, problems: [] }, deployment, tenant }))
})

function viewOf(layers: Readonly<Record<string, FlagRecord>>) {
  const entries = Object.entries(layers)
  const flags: Flags = { ...FLAG_DEFAULTS }
  for (const [, { overrides }] of entries) Object.assign(flags, overrides)
  return {
    flags,
    layers: {
      defaults: FLAG_DEFAULTS,
      ...Object.fromEntries(entries.map(([name, { overrides }]) => [name, overrides])),
    },
    problems: entries.flatMap(([name, { problems }]) => problems.map((problem) => `${name}: ${problem}`)),
  }
}

async function read(exchange: Exchange, key: string): Promise<FlagRecord> {
  const text = await store(exchange, 'read', () => exchange.env.FLAGS.get(key))
  return parseFlagRecord(text)
}

const readOverrides = jsonBody(FlagOverrides)

/** Replaces the whole record; without any flag it is deleted. What is not a flag is refused here, so that a typing error is noticed. */
async function write(exchange: Exchange, key: string): Promise<FlagRecord> {
  const { input: overrides, text } = await readOverrides(exchange)
  if (text.trim() === '') {
    throw new BulkheadError('invalid_request', {
      message: 'Send the flags as a JSON object; {} clears them.',
    })
  }
  const { FLAGS } = exchange.env
  const isEmpty = Object.keys(overrides).length === 0
  await store(exchange, 'write', () =>
    isEmpty ? FLAGS.delete(key) : FLAGS.put(key, JSON.stringify(overrides)),
  )
  exchange.log.info('flags written', { target: key, count: Object.keys(overrides).length })
  return { overrides, problems: [] }
}

/** Both do the same when they are repeated. @throws BulkheadError `storage_unavailable` */
async function store<T>(exchange: Exchange, stage: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await call(FLAG_STORE, exchange.startMs + READ_TIMEOUT_MS, work)
  } catch (thrown) {
    exchange.log.error('flag store failed', { stage, errorCode: 'storage_unavailable' }, { thrown })
    const message = `The flags could not be ${stage === 'read' ? 'read' : 'stored'}. Repeat the request; doing so twice does no harm.`
    throw new BulkheadError('storage_unavailable', { message, cause: thrown })
  }
}
