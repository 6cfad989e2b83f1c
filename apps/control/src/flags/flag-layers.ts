import { call as callPatiently } from '@bulkhead/calls/call'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { parseFlagRecord, type FlagRecord } from '@bulkhead/flags/flag-record'
import { FLAG_DEFAULTS, type FlagOverrides, type Flags } from '@bulkhead/tenant-schema/flags'

import { sha256Hex } from '../audit/link-hash.ts'
import { FLAG_STORE } from '../limits.ts'
import type { WorkerCall } from '../route.ts'

/** By name, in their order: later ones override earlier ones. */
export type FlagLayers = Readonly<Record<string, FlagRecord>>

/** What the flag routes answer: the result, and where it comes from. */
export function viewOf(layers: FlagLayers) {
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

export async function readFlags(call: WorkerCall, key: string): Promise<FlagRecord> {
  return parseFlagRecord(await store(call, 'read', () => call.env.FLAGS.get(key)))
}

/** Of a layer as it is stored now. */
export function versionOf({ overrides }: FlagRecord): string {
  const entries = Object.entries(overrides).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `"${sha256Hex(JSON.stringify(entries)).slice(0, 16)}"`
}

/** Replaces the whole record; an empty one is deleted. */
export async function writeFlags(
  call: WorkerCall,
  key: string,
  overrides: FlagOverrides,
): Promise<FlagRecord> {
  const { FLAGS } = call.env
  const isEmpty = Object.keys(overrides).length === 0
  await store(call, 'write', () => (isEmpty ? FLAGS.delete(key) : FLAGS.put(key, JSON.stringify(overrides))))
  return { overrides, problems: [] }
}

/** Repeating either is safe. @throws BulkheadError `storage_unavailable` */
async function store<T>(call: WorkerCall, stage: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await callPatiently(FLAG_STORE, call.deadline, work)
  } catch (thrown) {
    const errorCode = 'storage_unavailable'
    call.log.error('flag store failed', { stage, errorCode }, { thrown })
    const message = `The flags could not be ${stage === 'read' ? 'read' : 'stored'}. Send the request again; repeating it is safe.`
    throw new BulkheadError(errorCode, { message, cause: thrown })
  }
}
