import type { DocumentFormat } from '../http/documents.ts'

const HTML = /^\s*(?:<!--[^>]*-->\s*)?(?:<!doctype\s+html|<html[\s>])/i
const XML = /^\s*<\?xml\s/i
const XHTML = /<html[\s>]/i
const TIMES = /^\s*\d+[ \t]*\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> \d/
const NOTEBOOK =
  /^\s*\{\s*"(?:cells"\s*:\s*\[\s*\{\s*"(?:cell_type|attachments|execution_count|id|metadata)|nbformat)"/
const HEADER = /^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]*\S?/
const CARRIED = /^(?:received|message-id|mime-version|return-path|delivered-to):/im
const SENT = /^from:.*@/im
const SUBJECT = /^(?:subject|date|to):/im

/** What a text looks like, if it begins as nothing else does. */
export function textKindOf(start: string): DocumentFormat | undefined {
  const text = start.replace(/^\u00ef\u00bb\u00bf|^\ufeff/u, '')
  if (text.startsWith('{\\rtf')) return 'rtf'
  if (/^WEBVTT(?:[ \t\r\n]|$)/u.test(text)) return 'vtt'
  if (HTML.test(text)) return 'html'
  if (XML.test(text)) return XHTML.test(text) ? 'html' : 'xml'
  if (TIMES.test(text)) return 'srt'
  if (NOTEBOOK.test(text)) return 'ipynb'
  return isMail(text) ? 'eml' : undefined
}

/** Header lines, one of which only mail has. */
function isMail(text: string): boolean {
  const [block = ''] = text.split(/\r?\n\r?\n/u, 1)
  if (!HEADER.test(block)) return false
  const lines = block.split(/\r?\n/u)
  const areHeaders = lines.slice(0, -1).every((line) => HEADER.test(line) || /^[ \t]/u.test(line))
  return areHeaders && (CARRIED.test(block) || (SENT.test(block) && SUBJECT.test(block)))
}
