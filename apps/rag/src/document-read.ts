import type { Document } from '@bulkhead/contracts/http/documents'

/** A document with some of its text, as the Corpus hands it over. */
export interface DocumentRead {
  readonly document: Document
  /** That the texts are of; 0 while there are none. */
  readonly version: number
  readonly texts: readonly ChunkRow[]
}

export interface ChunkRow {
  readonly ordinal: number
  readonly heading: string | null
  readonly page: number | null
  readonly text: string
}
