import { call } from '@bulkhead/calls/call'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { parseFlagRecord, type FlagRecord } from '@bulkhead/flags/flag-record'
import { FLAG_DEFAULTS, FlagOverrides, type Flags } from '@bulkhead/tenant-schema/flags'
import * as z from 'zod/mini'

import { FLAG_STORE, READ_TIMEOUT_MS } from '../../limits.ts'
import type { Operation } from '../../operation.ts'
import type { Exchange } from '../../request/exchange.ts'
import { jsonBody, type Read } from '../../request/reader.ts'

export const flagOverrides = jsonBody(FlagOverrides)

/** What the flag routes answer. */
const FlagsView = z.object({
  flags: z.required(FlagOverrides),
  layers: z.object({
    defaults: z.required(FlagOverrides),
    config: z.exactOptional(FlagOverrides),
    deployment: FlagOverrides,
    tenant: z.exactOptional(FlagOverrides),
  }),
  problems: z.array(z.string()),
})

const VIEW_DESCRIPTION =
  '`flags` is the result; `layers` shows where it comes from: later layers override earlier ones. `problems` lists what is invalid in a stored record and therefore ignored.'
const REPLACE_DESCRIPTION =
  'Replaces the whole record; `{}` clears it. A change takes effect everywhere within 90 seconds.'

/** The operation of a route that reads flags. */
export const reading = (summary: string) => operationOf(summary, VIEW_DESCRIPTION)
/** The operation of a route that replaces them. */
export const replacing = (summary: string) => operationOf(summary, REPLACE_DESCRIPTION)

function operationOf(summary: string, description: string): Operation {
  return { summary, description, response: FlagsView, errors: ['storage_unavailable'] }
}

/** From the layers in their order. */
export function viewOf(layers: Readonly<Record<string, FlagRecord>>) {
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

export async function readFlags(exchange: Exchange, key: string): Promise<FlagRecord> {
  const text = await store(exchange, 'read', () => exchange.env.FLAGS.get(key))
  return parseFlagRecord(text)
}

/**
 * Replaces the whole record; an empty one is deleted. An unknown flag was refused by the reader, so that a
 * typing error is noticed.
 */
export async function writeFlags(
  exchange: Exchange,
  key: string,
  { input: overrides, text }: Read<FlagOverrides>,
): Promise<FlagRecord> {
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

/** Repeating either is safe. @throws BulkheadError `storage_unavailable` */
async function store<T>(exchange: Exchange, stage: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await call(FLAG_STORE, exchange.startMs + READ_TIMEOUT_MS, work)
  } catch (thrown) {
    exchange.log.error('flag store failed', { stage, errorCode: 'storage_unavailable' }, { thrown })
    const message = `The flags could not be ${stage === 'read' ? 'read' : 'stored'}. Send the request again; repeating it is safe.`
    throw new BulkheadError('storage_unavailable', { message, cause: thrown })
  }
}
