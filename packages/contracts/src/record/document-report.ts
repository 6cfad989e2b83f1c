/** A document that every attempt to read or embed has failed for. */
export interface FailedDocument {
  readonly documentId: string
  readonly version: number
  readonly code: string
  readonly failedAtMs: number
}

/** How many documents a tenant has, and which have failed since the report before. */
export interface DocumentReport {
  readonly documents: number
  readonly failed: number
  readonly failures: readonly FailedDocument[]
}
