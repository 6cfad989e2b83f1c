import type { PageStart } from '@bulkhead/contracts/rag'

import { fold } from '../words/fold.ts'

const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** On which page of a text that stands on several most of the query is found; the first of those that tie. */
export function pageOfHit(query: string, text: string, pages: readonly PageStart[]): number | null {
  const wanted = piecesOf(query)
  let best = pages[0]?.page ?? null
  let most = 0
  for (const [at, { start, page }] of pages.entries()) {
    const held = piecesOf(text.slice(start, pages[at + 1]?.start))
    const count = [...wanted].filter((piece) => held.has(piece)).length
    if (count <= most) continue
    best = page
    most = count
  }
  return best
}

/** Words, and pairs of characters of scripts that part none. */
function piecesOf(text: string): ReadonlySet<string> {
  return new Set(
    (fold(text).match(WORD) ?? []).flatMap((word) => (UNSPACED.test(word) ? pairsOf(word) : [word])),
  )
}

function pairsOf(run: string): string[] {
  return run.length < 2 ? [run] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
}
