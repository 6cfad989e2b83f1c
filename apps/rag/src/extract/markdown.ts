import type { Nodes, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toString } from 'mdast-util-to-string'
import { gfm } from 'micromark-extension-gfm'

import type { Block } from '../chunk.ts'
import { cleanText, headingTitle, type Extracted } from './extracted.ts'
import { extractText } from './text.ts'

/** A syntax tree takes some fifty times the text; what is longer is read as plain text with its headings. */
const MAX_PARSED_UNITS = 2_000_000

/** Markdown stays as it was written, so that a chunk keeps its lists, tables and code; the tree only says where its parts are. */
export function extractMarkdown(raw: string): Extracted {
  const text = cleanText(raw)
  if (text.length > MAX_PARSED_UNITS) return extractLong(text)
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return { text, blocks: tree.children.flatMap(blocksOf) }
}

function blocksOf(node: RootContent): Block[] {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  if (start === undefined || end === undefined) return []
  if (node.type === 'heading') {
    return [{ start, end, heading: { depth: node.depth, title: headingTitle(toString(node)) } }]
  }
  const items = itemsOf(node)
  return items.length > 0 ? items : [{ start, end }]
}

/** The items of a list are blocks of their own: a long list is cut between them. */
function itemsOf(node: Nodes): Block[] {
  if (node.type !== 'list') return []
  return node.children.flatMap(({ position }) =>
    position?.start.offset === undefined || position.end.offset === undefined
      ? []
      : [{ start: position.start.offset, end: position.end.offset }],
  )
}

const ATX_HEADING = /^(#{1,6})[ \t]+(.+?)[ \t]*#*$/u

function extractLong(text: string): Extracted {
  const blocks = extractText(text).blocks.map(({ start, end }): Block => {
    const [, marks, title] = ATX_HEADING.exec(text.slice(start, Math.min(end, start + 600))) ?? []
    if (marks === undefined || title === undefined) return { start, end }
    return { start, end, heading: { depth: marks.length, title: headingTitle(title) } }
  })
  return { text, blocks }
}
