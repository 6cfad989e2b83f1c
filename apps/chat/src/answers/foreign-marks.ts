/** Invisible and without width; no text has reason to put one behind a bracket. */
const WORD_JOINER = '\u2060'
/** What a mark looks like: `[3]` or `[1, 2]`. */
const MARK_START = /\[(?=\s*\d{1,3}(?:\s*,\s*\d{1,3})*\])/g

/**
 * Brackets that only look like marks: in a document, where `arr[0]` or a forged `[2]` would become a citation
 * of another source, and in earlier answers, whose numbers belong to other sources. The model sees them a
 * little apart from real ones.
 */
export function setApart(text: string): string {
  return text.replaceAll(MARK_START, `[${WORD_JOINER}`)
}

/** No source has the number 0, so this is what it was: `arr[0]`. */
const NO_MARK = /\[\u2060(?=\s*0+\s*\])/g

/** The text as it was, but for what a reader could take for a mark of ours: that stays apart from those. */
export function putBack(text: string): string {
  return text.replaceAll(NO_MARK, '[')
}
