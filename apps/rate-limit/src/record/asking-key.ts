import type { AskingKey } from '@bulkhead/contracts/record/credentials'
import type { KeyRecord } from '@bulkhead/contracts/record/tenant-record'

/** What the gateway may know of a key: nothing that it could be proven with. */
export function askingKey({ keyId, scopes, models, limits }: KeyRecord): AskingKey {
  return {
    keyId,
    scopes,
    ...(models === undefined ? {} : { models }),
    ...(limits === undefined ? {} : { limits }),
  }
}
