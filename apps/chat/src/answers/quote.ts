/** Longer statements rest on their last words as much as on their first; so much is compared. */
const STATEMENT_MAX = 600

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The sentence of the source that shares most with the statement: a verbatim piece of its text. */
export function bestQuote(source: string, statement: string): string {
  const wanted = wordsOf(statement.slice(-STATEMENT_MAX))
  let best = ''
  let bestScore = -1
  for (const { segment } of sentences.segment(source)) {
    const sentence = segment.trim()
    if (sentence === '') continue
    const score = likeness(wordsOf(sentence), wanted)
    if (score > bestScore) {
      best = sentence
      bestScore = score
    }
  }
  return best
}

/**
 * Shared words against the length of both (Dice), so that neither a long nor a short sentence wins by its
 * length.
 */
function likeness(sentence: ReadonlySet<string>, wanted: ReadonlySet<string>): number {
  let shared = 0
  for (const word of sentence) if (wanted.has(word)) shared += 1
  return (2 * shared) / Math.max(1, sentence.size + wanted.size)
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))
}

/** What the mark at the end of `text` is about: from the last sentence end or mark before it. */
export function statementBefore(text: string): string {
  const statement = text
    .trimEnd()
    .replace(/(?:\s{0,16}\[\d{1,3}\])+$/u, '')
    .trimEnd()
  const start = Math.max(...['. ', '! ', '? ', '\n', '] '].map((end) => statement.lastIndexOf(end)))
  return statement.slice(start + 1).trim()
}
