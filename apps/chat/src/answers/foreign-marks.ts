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

/** The text as it was, for readers and for quotes. */
export function putBack(text: string): string {
  return text.replaceAll(`[${WORD_JOINER}`, '[')
}
