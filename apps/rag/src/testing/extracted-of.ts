import type { Block, Extracted } from '@bulkhead/contracts/extract'

/**
 * Text as extract answers it: paragraphs are what blank lines part, and lines that begin with `#` are
 * headings.
 */
export function extractedOf(text: string): Extracted {
  const blocks: Block[] = []
  let start = 0
  for (const { index, 0: separator } of text.matchAll(/\n[^\S\n]*\n\s*/gu)) {
    if (index > start) blocks.push(blockOf(text, start, index))
    start = index + separator.length
  }
  if (start < text.length) blocks.push(blockOf(text, start, text.length))
  return { text, blocks }
}

function blockOf(text: string, start: number, end: number): Block {
  const [, marks, title] = /^(#{1,6}) (.+)/u.exec(text.slice(start, Math.min(end, start + 200))) ?? []
  if (marks === undefined || title === undefined) return { start, end }
  return { start, end, heading: { depth: marks.length, title } }
}
