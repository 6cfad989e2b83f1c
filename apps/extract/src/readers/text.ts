import type { Block, Extracted } from '@bulkhead/contracts/extract'

import { cleanText, requireRoom } from '../text/extracted.ts'

const PARAGRAPH_BREAK = /\n[^\S\n]*\n\s*/gu

/** Plain text: paragraphs are what blank lines part. */
export function extractText(raw: string): Extracted {
  const text = cleanText(raw)
  const blocks: Block[] = []
  let start = 0
  for (const { index, 0: separator } of text.matchAll(PARAGRAPH_BREAK)) {
    if (index > start) blocks.push({ start, end: index })
    requireRoom(text.length, blocks.length)
    start = index + separator.length
  }
  if (start < text.length) blocks.push({ start, end: text.length })
  return { text, blocks }
}
