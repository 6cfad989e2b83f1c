import type { Block, Extracted, Range } from '@bulkhead/contracts/extract'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'

import { cleanText, headingTitle, requireRoom } from '../../text/extracted.ts'
import { sourceBlocks, type SourceBlock } from './blocks.ts'
import { frontMatterOf } from './front-matter.ts'
import { plain, withoutComments, withoutPictures, withoutTags } from './plain.ts'

/**
 * Markdown stays as it was written, so that a chunk keeps its lists, tables and code: only entities, escapes,
 * anchors, pictures within the text and front matter become what people see of them.
 */
export function extractMarkdown(raw: string): Extracted {
  const source = withoutPictures(cleanText(raw))
  const written = new Written()
  const front = frontMatterOf(source)
  if (front?.title !== undefined) written.add('', front.title, { depth: 1, title: headingTitle(front.title) })
  if (front !== undefined) written.add(front.title === undefined ? '' : '\n\n', front.rest)
  let end = front?.end ?? 0
  for (const block of sourceBlocks(source, end)) {
    addBlock(written, source, block, source.slice(end, block.start))
    end = block.end
  }
  return written.extracted(source.slice(end))
}

function addBlock(written: Written, source: string, block: SourceBlock, gap: string): void {
  const said = source.slice(block.start, block.end)
  if (block.kind === 'code') written.add(gap, said)
  else if (block.kind === 'comment') written.add(gap, plain(withoutComments(said)))
  else if (block.kind === 'table') addTable(written, source, block, gap)
  else if (block.depth === undefined) written.add(gap, plain(said))
  else addHeading(written, said, block, gap)
}

function addHeading(written: Written, said: string, { kind, depth = 1 }: SourceBlock, gap: string): void {
  const text = plain(kind === 'html heading' ? withoutTags(said) : said)
  const title = kind === 'html heading' ? headingTitle(text) : written.titleOf(said)
  if (title === '') written.add(gap, text)
  else written.add(gap, text, { depth, title })
}

/** Up to this size a table is one block; its rows are cut as lines. */
const SMALL_TABLE_UNITS = 600

function addTable(written: Written, source: string, block: SourceBlock, gap: string): void {
  const { start, end, rows = end } = block
  const header = plain(source.slice(start, rows))
  const at = written.units + gap.length
  const lead = { start: at, end: at + header.length }
  if (end - start <= SMALL_TABLE_UNITS) {
    written.add(gap, header + plain(source.slice(rows, end)), undefined, lead)
    return
  }
  written.add(gap, header, undefined, lead)
  for (let from = rows + 1; from < end;) {
    const newline = source.indexOf('\n', from)
    const stop = newline < 0 || newline > end ? end : newline
    written.add('\n', plain(source.slice(from, stop)), undefined, lead)
    from = stop + 1
  }
}

const MAX_HEADING_UNITS = 600
/** Beyond so many headings, marks in them are removed one by one: each tree takes some 50 µs. */
const MAX_PARSED_HEADINGS = 20_000
const HAS_MARKS = /[*_`[\]<>&\\!~]/u

/** What has been written so far, and where its blocks lie. */
class Written {
  readonly #pieces: string[] = []
  readonly #blocks: Block[] = []
  #parsed = 0
  units = 0

  add(gap: string, text: string, heading?: Block['heading'], lead?: Range): void {
    if (text.trim() === '') return
    const start = this.units + gap.length
    this.units = start + text.length
    requireRoom(this.units, this.#blocks.length)
    this.#pieces.push(gap, text)
    this.#blocks.push({
      start,
      end: this.units,
      ...(heading === undefined ? {} : { heading }),
      ...(lead === undefined ? {} : { lead }),
    })
  }

  /** A heading's words without its marks. */
  titleOf(said: string): string {
    const start = said.slice(0, MAX_HEADING_UNITS)
    if (!HAS_MARKS.test(start) || this.#parsed >= MAX_PARSED_HEADINGS) return bareTitle(start)
    this.#parsed += 1
    return headingTitle(toString(fromMarkdown(start), { includeHtml: false }))
  }

  extracted(rest: string): Extracted {
    return { text: this.#pieces.join('') + rest, blocks: this.#blocks }
  }
}

function bareTitle(said: string): string {
  const [first = '', ...below] = said.split('\n')
  const words = below.length > 0 ? [first, ...below.slice(0, -1)].join(' ') : first
  return headingTitle(words.replace(/^ {0,3}#{1,6}/u, '').replace(/[ \t]#+[ \t]*$/u, ''))
}
