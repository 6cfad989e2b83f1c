import { AFTER_UNITS, BEFORE_UNITS, goesOnOver } from './abbreviations.ts'
import { flowing } from './flowing.ts'

/**
 * Sentence rules may look ahead without bound; windows keep the work linear on text that has no sentences.
 */
const WINDOW_UNITS = 4_096

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** What opens the next sentence is no end of this one: `。「`. */
const OPENING = /[「『（《〈【“‘«([{¿¡]+$/u
/** A sentence that only began inside of this one: `"Stop!" and left.` */
const INSIDE = /^\p{Ll}/u
const CLOSED = /["'”’»)\]」』]\s*$/u

/**
 * Where the sentences of `text[start, end)` end, the last being `end`. They go on over abbreviations and over
 * lines that only the width of the page has ended.
 */
export function sentenceEnds(text: string, start: number, end: number): number[] {
  const ends: number[] = []
  for (let from = start; from < end;) {
    const to = windowEnd(text, from, end)
    const window = flowing(text.slice(from, to))
    let begin = 0
    for (const { index, segment } of segmenter.segment(window)) {
      const stop = index + segment.length
      if (from + stop < end && goesOn(window, begin, stop)) continue
      begin = stop - (OPENING.exec(segment)?.[0].length ?? 0)
      if (begin > index) ends.push(from + begin)
      else begin = index
    }
    if (ends.at(-1) !== to) ends.push(to)
    from = to
  }
  return ends
}

/** Only what is near is looked at: an abbreviation is short, a sentence need not be. */
function goesOn(window: string, begin: number, stop: number): boolean {
  const last = window[stop - 1]
  if (last === '\n') return false
  const before = window.slice(Math.max(begin, stop - BEFORE_UNITS), stop)
  const after = window.slice(stop, stop + AFTER_UNITS)
  return goesOnOver(before, after) || (INSIDE.test(after) && CLOSED.test(before))
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
