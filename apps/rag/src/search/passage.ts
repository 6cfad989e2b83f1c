import type { SearchResult } from '@bulkhead/contracts/http/search'
import type { FoundPassage } from '@bulkhead/contracts/rag'

import type { ChunkText } from '../corpus-protocol.ts'
import { chunkId } from '../names.ts'
import type { FusedHit } from './fuse.ts'
import { pageOfHit } from './page-of-hit.ts'

/** A result on its way, with the chunks that it is made of. */
export interface Passage extends FoundPassage {
  readonly first: ChunkText
  readonly last: ChunkText
}

export function passageOf({ score, words, vector }: FusedHit, chunk: ChunkText, query: string): Passage {
  const { documentId, version, ordinal, title, heading, page, pages, text, metadata } = chunk
  const hit = pages === undefined ? page : pageOfHit(query, text, pages)
  return {
    documentId,
    title,
    chunkId: chunkId(documentId, version, ordinal),
    text,
    ...(heading === null ? {} : { heading }),
    ...(hit === null ? {} : { page: hit }),
    ...(pages === undefined ? {} : { pages }),
    score,
    scores: { ...(words === undefined ? {} : { words }), ...(vector === undefined ? {} : { vector }) },
    metadata,
    first: chunk,
    last: chunk,
  }
}

/** As an answer uses it. */
export function foundPassage({ first: _first, last: _last, ...found }: Passage): FoundPassage {
  return found
}

/** As a client sees it. */
export function publicResult({ pages: _pages, ...result }: FoundPassage): SearchResult {
  return result
}
