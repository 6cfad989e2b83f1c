import type { KeyRecord } from './tenant-record.ts'

/** How a caller proves who it is: the key that it sent, and what else of its request names a tenant. */
export interface Credentials {
  readonly keyId: string
  /** Hex, of the whole key. */
  readonly sha256: string
  readonly clientIp: string
  readonly named: {
    /** As `x-tenant-id` says it. */
    readonly tenantId?: string
    /** Unless it is one of the platform's own. */
    readonly hostname?: string
  }
}

/** What the gateway may know of the key that asks. */
export type AskingKey = Pick<KeyRecord, 'keyId' | 'scopes' | 'models' | 'limits'>
