import type { Log } from '@bulkhead/logging/log'

import { BACKUP_AFTER_MIDNIGHT_MS, BACKUP_RETRY_MS } from '../limits.ts'
import { auditLines, rowLines } from './lines.ts'
import { PartWriter } from './part-writer.ts'

const DAY_MS = 86_400_000
const DONE = 'backupDay'

interface Setup {
  readonly storage: DurableObjectStorage
  readonly bucket: R2Bucket | undefined
  readonly log: Log
}

/**
 * Each night two objects: `audit/<day>.ndjson`, what was done on the day before, and `registry/<day>.ndjson`,
 * every row as it is then. Audit events of nights that were missed are written too. A day that was written is not written again; one that broke off is, from its
 * beginning.
 */
export class NightlyBackup {
  readonly #setup: Setup
  #isRunning = false
  #notBeforeMs = 0

  constructor(setup: Setup) {
    this.#setup = setup
  }

  /** Undefined where there is no bucket. While it runs it is due again later: the object may not survive it. */
  nextMs(nowMs: number): number | undefined {
    if (this.#setup.bucket === undefined) return undefined
    if (this.#isRunning) return nowMs + BACKUP_RETRY_MS
    const today = dayOf(nowMs)
    const isDone = (this.#setup.storage.kv.get<number>(DONE) ?? today - 1) >= today
    return Math.max((isDone ? today + 1 : today) * DAY_MS + BACKUP_AFTER_MIDNIGHT_MS, this.#notBeforeMs)
  }

  /** Writes what is due. Never throws: what failed is due again. */
  async run(nowMs: number): Promise<void> {
    const { bucket, storage, log } = this.#setup
    if (bucket === undefined || (this.nextMs(nowMs) ?? Infinity) > nowMs) return
    const today = dayOf(nowMs)
    this.#isRunning = true
    try {
      const last = storage.kv.get<number>(DONE) ?? today - 1
      for (let day = last; day < today; day++) {
        const lines = auditLines(storage.sql, day * DAY_MS, (day + 1) * DAY_MS)
        await write(bucket, `audit/${dateOf(day)}.ndjson`, lines)
      }
      await write(bucket, `registry/${dateOf(today)}.ndjson`, rowLines(storage.sql))
      storage.kv.put(DONE, today)
      log.info('backup written', { target: dateOf(today) })
    } catch (thrown) {
      this.#notBeforeMs = Date.now() + BACKUP_RETRY_MS
      log.error('backup failed', { target: dateOf(today) }, { thrown })
    } finally {
      this.#isRunning = false
    }
  }
}

async function write(bucket: R2Bucket, key: string, lines: Iterable<string>): Promise<void> {
  const writer = new PartWriter(bucket, key)
  try {
    for (const text of lines) await writer.write(text)
    await writer.end()
  } catch (thrown) {
    await writer.abort()
    throw thrown
  }
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS)
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
