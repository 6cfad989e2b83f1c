import type { Passage } from './passage.ts'

/** So many chunks are joined at most: a result is a passage and no chapter. */
const MOST_CHUNKS = 3
/** Blank lines between two chunks are none of either. */
const GAP_MAX = 2

/**
 * Hits that follow each other under one heading of a document are one result, in the place of the better one:
 * a reader gets the passage whole, without what both of its chunks hold.
 */
export function joinNeighbours(passages: readonly Passage[]): Passage[] {
  const joined: Passage[] = []
  for (const passage of passages) {
    let whole = passage
    let place = joined.length
    for (let at = neighbourOf(joined, whole); at >= 0; at = neighbourOf(joined, whole)) {
      const [neighbour] = joined.splice(at, 1)
      if (neighbour !== undefined) whole = join(...byScore(neighbour, whole))
      place = Math.min(place, at)
    }
    joined.splice(place, 0, whole)
  }
  return joined
}

function neighbourOf(passages: readonly Passage[], passage: Passage): number {
  return passages.findIndex((other) => follows(other, passage) || follows(passage, other))
}

function follows({ first: start, last }: Passage, { first, last: end }: Passage): boolean {
  return (
    last.documentId === first.documentId &&
    last.version === first.version &&
    last.heading === first.heading &&
    last.ordinal + 1 === first.ordinal &&
    first.start - last.stop <= GAP_MAX &&
    end.ordinal - start.ordinal < MOST_CHUNKS
  )
}

function byScore(one: Passage, other: Passage): readonly [Passage, Passage] {
  return one.score >= other.score ? [one, other] : [other, one]
}

/** The better one keeps its id and its scores. */
function join(better: Passage, other: Passage): Passage {
  const [one, two] = follows(better, other) ? [better, other] : [other, better]
  const lead = two.text.length - textLength(two)
  const shared = Math.max(0, one.last.stop - two.first.start)
  const gap = ['', ' ', '\n\n'][Math.max(0, Math.min(GAP_MAX, two.first.start - one.last.stop))] ?? ''
  const by = one.text.length + gap.length - lead - shared
  const pages = [
    ...pagesOf(one),
    ...pagesOf(two).map(({ start, page }) => ({
      start: Math.max(one.text.length + gap.length, start + by),
      page,
    })),
  ]
  return {
    ...better,
    text: `${one.text}${gap}${two.text.slice(lead + shared)}`,
    ...(new Set(pages.map(({ page }) => page)).size < 2 ? {} : { pages }),
    ...duplicatesOf(better, other),
    first: one.first,
    last: two.last,
  }
}

/** Without the header of a table that stands before it. */
function textLength({ first, last }: Passage): number {
  return last.stop - first.start
}

function pagesOf({ pages, page }: Passage): NonNullable<Passage['pages']> {
  return pages ?? (page === undefined ? [] : [{ start: 0, page }])
}

function duplicatesOf(
  { duplicates: ofOne }: Passage,
  { duplicates: ofOther }: Passage,
): Pick<Passage, 'duplicates'> {
  const both = (ofOne ?? []).filter((id) => ofOther?.includes(id) === true)
  return both.length === 0 ? {} : { duplicates: both }
}
