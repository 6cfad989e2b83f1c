import type { Extracted } from '@bulkhead/contracts/extract'
import { Parser } from 'htmlparser2'

import { assemble, cleanText } from '../../text/extracted.ts'
import { HtmlReader } from './html-reader.ts'
import { titled } from './titled.ts'

/** How far a page's declarations reach. */
const HEAD_UNITS = 1_024
const IS_XHTML = /^\s*<\?xml|<html[^>]*\sxmlns\s*=|<!DOCTYPE[^>]*XHTML/i

/**
 * HTML as paragraphs, headings, list items and table rows; broken markup is read as browsers would, hidden
 * machinery is left out.
 */
export function extractHtml(raw: string): Extracted {
  const reader = new HtmlReader()
  const recognizeSelfClosing = IS_XHTML.test(raw.slice(0, HEAD_UNITS))
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing })
  parser.write(cleanText(raw))
  parser.end()
  return assemble(titled(reader.parts(), reader.title))
}
