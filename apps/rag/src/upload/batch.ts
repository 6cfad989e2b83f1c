import type { FileReceipt } from '@bulkhead/contracts/http/documents'
import { createId } from '@bulkhead/contracts/ids'
import type { PutFilesReply, RagTenant } from '@bulkhead/contracts/rag'
import { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { Run } from '../run.ts'
import { acceptStored, type About, type StoredFile } from './accept-stored.ts'

/** One of several files: its bytes are in R2, or it has been refused. */
export interface StagedFile {
  readonly fileName: string | undefined
  readonly about: About
  readonly stored: StoredFile | BulkheadError
}

/**
 * Accepts files one by one; one that is refused keeps no other out. @throws BulkheadError the first refusal,
 * when every file has been refused
 */
export async function acceptBatch(
  run: Run,
  tenant: RagTenant,
  staged: readonly StagedFile[],
): Promise<PutFilesReply> {
  const files: FileReceipt[] = []
  const refusals: BulkheadError[] = []
  let replays = 0
  for (const [at, file] of staged.entries()) {
    const name = file.fileName === undefined ? {} : { fileName: file.fileName }
    try {
      const { replayed, ...receipt } = await acceptOne(run, tenant, file, at)
      files.push({ ...name, ...receipt })
      if (replayed === true) replays += 1
    } catch (thrown) {
      const { code, message } = noteRefusal(refusals, thrown)
      files.push({ ...name, error: { code, message } })
    }
  }
  const [first] = refusals
  if (first !== undefined && refusals.length === staged.length) throw first
  return { isBatch: true, files, ...(replays === files.length ? { replayed: true } : {}) }
}

function acceptOne(run: Run, tenant: RagTenant, { stored, about }: StagedFile, at: number) {
  if (stored instanceof BulkheadError) throw stored
  const documentId = about.id ?? createId('doc')
  return acceptStored(run, tenant, stored, { ...about, documentId, idempotencyKey: keyOf(about, at) })
}

/** No header holds a line end, so no client names the key of another's file. */
function keyOf({ idempotencyKey }: About, at: number): string | undefined {
  return idempotencyKey === undefined ? undefined : `${idempotencyKey}\n${at}`
}

function noteRefusal(refusals: BulkheadError[], thrown: unknown): BulkheadError {
  const refusal = BulkheadError.from(thrown)
  refusals.push(refusal)
  return refusal
}
