import * as z from 'zod/mini'

import { Document } from './documents.ts'

/** As many passages as one call reads at most. */
export const PASSAGES_MAX = 100

export const DocumentPassage = z.object({
  chunkId: z.string(),
  heading: z.exactOptional(z.string()),
  page: z.exactOptional(z.int()),
  text: z.string(),
})
export type DocumentPassage = z.infer<typeof DocumentPassage>

/** A document with the text that is searched, in order; neighbours overlap a little. */
export const DocumentText = z.object({
  document: Document,
  passages: z.readonly(z.array(DocumentPassage)),
  /** Where to read on; null at the end. */
  nextFrom: z.nullable(z.int()),
})
export type DocumentText = z.infer<typeof DocumentText>

/** Which passages, from 0. */
export interface PassageRange {
  readonly from: number
  readonly limit: number
}
