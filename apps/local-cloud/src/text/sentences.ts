const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
/** Lines this long were broken by width, not by meaning. */
const WRAPPED_LINE = /([^\n]{60,})\n(?=[^\n\s#*|>-])/g
/** The segmenter takes the dot of these for the end of a sentence. */
const OPEN_END = /(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|cf|No|Fig|ca|approx)\.\s*$/

/** The sentences of a text, word for word: each is a piece of it, trimmed. */
export function sentencesOf(text: string): string[] {
  const ends: number[] = []
  let start = 0
  // One space for one line break: positions stay those of the text.
  const flowing = text.replace(WRAPPED_LINE, '$1 ')
  for (const { segment, index } of segmenter.segment(flowing)) {
    if (OPEN_END.test(segment)) continue
    ends.push(index + segment.length)
  }
  if (ends.at(-1) !== text.length) ends.push(text.length)
  return ends.flatMap((end) => {
    const sentence = text.slice(start, end).trim()
    start = end
    return /[\p{L}\p{N}]/u.test(sentence) ? [sentence] : []
  })
}
