/** Abbreviations after which `Intl.Segmenter` breaks although the sentence goes on. */
const ABBREVIATION =
  /(?:^|[\s(["'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|vs|etc|e\.g|i\.e|cf|al|No|Nos|Fig|Figs|Eq|Eqs|Sec|Ch|Vol|pp?|approx|ca|bzw|usw|z\.B|d\.h|Nr|Inc|Ltd|Corp|Co)\.\s*$/u

/**
 * Sentence rules may look ahead without bound; windows keep the work linear on text that has no sentences.
 */
const WINDOW_UNITS = 4_096

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Where the sentences of `text[start, end)` end, the last being `end`. Abbreviations are joined again. */
export function sentenceEnds(text: string, start: number, end: number): number[] {
  const ends: number[] = []
  for (let from = start; from < end;) {
    const to = windowEnd(text, from, end)
    for (const { index, segment } of segmenter.segment(text.slice(from, to))) {
      const stop = from + index + segment.length
      if (stop < end && endsInAbbreviation(segment)) continue
      ends.push(stop)
    }
    if (ends.at(-1) !== to) ends.push(to)
    from = to
  }
  return ends
}

/** Only the tail is looked at: an abbreviation is short, a segment need not be. */
function endsInAbbreviation(segment: string): boolean {
  return ABBREVIATION.test(segment.slice(-16))
}

/**
 * The last line or space before the window is full; in text without either, a place that splits no surrogate
 * pair.
 */
function windowEnd(text: string, from: number, end: number): number {
  const limit = from + WINDOW_UNITS
  if (limit >= end) return end
  const least = from + WINDOW_UNITS / 2
  for (let at = limit; at > least; at--) {
    const unit = text.charCodeAt(at - 1)
    if (unit === 10 || unit === 32) return at
  }
  return splitsPair(text, limit) ? limit - 1 : limit
}

/** Whether a cut at `at` would part a surrogate pair. */
export function splitsPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800
}
