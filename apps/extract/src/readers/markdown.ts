import type { Block, Extracted } from '@bulkhead/contracts/extract'
import type { Nodes, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { toString } from 'mdast-util-to-string'
import { gfmTable } from 'micromark-extension-gfm-table'
import type { Extension } from 'micromark-util-types'

import { cleanText, headingTitle } from '../text/extracted.ts'
import { extractText } from './text.ts'

/** A syntax tree takes some fifty times the text; what is longer is read as plain text with its headings. */
const MAX_PARSED_UNITS = 2_000_000
/**
 * Containers within containers take quadratic time, and at some thousands the stack: a line that begins with
 * so many marks, or so far to the right, was not written to be read.
 */
const TOO_DEEP = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){40}|^[ \t]{200}/mu
/**
 * Parts of a line say nothing about where blocks lie, and looking for them takes quadratic time on hostile
 * text.
 */
const BLOCKS_ONLY: Extension = {
  disable: {
    null: [
      'attention',
      'autolink',
      'characterEscape',
      'characterReference',
      'codeText',
      'hardBreakEscape',
      'htmlText',
      'labelEnd',
      'labelStartImage',
      'labelStartLink',
    ],
  },
}
const MAX_HEADING_UNITS = 600

/**
 * Markdown stays as it was written, so that a chunk keeps its lists, tables and code; the tree only says
 * where its parts are.
 */
export function extractMarkdown(raw: string): Extracted {
  const text = cleanText(raw)
  if (text.length > MAX_PARSED_UNITS || TOO_DEEP.test(text)) return extractLong(text)
  const tree = fromMarkdown(text, {
    extensions: [gfmTable(), BLOCKS_ONLY],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
  return { text, blocks: tree.children.flatMap((node) => blocksOf(node, text)) }
}

function blocksOf(node: RootContent, text: string): Block[] {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  if (start === undefined || end === undefined) return []
  if (node.type === 'heading') {
    const title = titleOf(text.slice(start, Math.min(end, start + MAX_HEADING_UNITS)))
    return [{ start, end, heading: { depth: node.depth, title } }]
  }
  const items = itemsOf(node)
  return items.length > 0 ? items : [{ start, end }]
}

/** A heading's words without its marks. */
function titleOf(heading: string): string {
  return headingTitle(toString(fromMarkdown(heading)))
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
    const [, marks, title] =
      ATX_HEADING.exec(text.slice(start, Math.min(end, start + MAX_HEADING_UNITS))) ?? []
    if (marks === undefined || title === undefined) return { start, end }
    return { start, end, heading: { depth: marks.length, title: headingTitle(title) } }
  })
  return { text, blocks }
}
