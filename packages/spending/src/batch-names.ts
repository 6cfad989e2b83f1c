import type { BatchName } from '@bulkhead/contracts/rate-limit'
import type { TenantId } from '@bulkhead/tenant-schema/tenant-id'

import { MAX_COUNTED_TENANTS } from './limits.ts'

/** Names the batches of one isolate, so that one that is sent again is recognised. */
export class BatchNames {
  readonly #sequences = new Map<TenantId, number>()
  /** Made with the first batch: a Worker has no random numbers while it starts. */
  #sender: string | undefined

  next(tenantId: TenantId): BatchName {
    if (this.#sequences.size >= MAX_COUNTED_TENANTS && !this.#sequences.has(tenantId)) this.#startOver()
    this.#sender ??= crypto.randomUUID().slice(0, 13)
    const sequence = (this.#sequences.get(tenantId) ?? 0) + 1
    this.#sequences.set(tenantId, sequence)
    return { sender: this.#sender, sequence }
  }

  #startOver(): void {
    this.#sequences.clear()
    this.#sender = undefined
  }
}
