import { Parser } from 'htmlparser2'

import { withoutInvisible } from '../../text/extracted.ts'

/** Pictures within the text are no text. */
const DATA_URI = /data:[a-z]{2,20}\/[a-z0-9.+-]{1,60}(?:;[a-z0-9=-]{1,40}){0,4},[^\s)"'>]{40,}/giu
const EMPTY_IMAGE = /!\[([^[\]\n]{0,300})\]\(\s*\)/gu

export function withoutPictures(source: string): string {
  return source.includes('data:') ? source.replace(DATA_URI, '').replace(EMPTY_IMAGE, '$1') : source
}

const CODE = /(`+[^`]*`+)/u
const ANCHOR = /<a\s[^<>]{1,200}>\s{0,9}<\/a>/giu
/** The stroke in a cell stays: it would end the cell. */
const ESCAPE = /\\([!-/:-@[-`{}~])/gu
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/giu

/** Source as it is read: characters for their entities and escapes, without anchors. Code stays as it is. */
export function plain(source: string): string {
  if (!/[&\\<]/u.test(source)) return source
  return source
    .split(CODE)
    .map((piece, at) => (at % 2 === 1 ? piece : plainPiece(piece)))
    .join('')
}

const COMMENT = /<!--(?:(?!-->)[^<]|<(?!!--)){0,4000}-->/gu

/** Notes of its writer to himself, which nobody else sees. */
export function withoutComments(source: string): string {
  const [before = '', ...pieces] = source.split('<!--')
  const seen = pieces.map((piece) => piece.slice(piece.indexOf('-->') + 3))
  return `${before}${seen.join('')}`
}

const CELL_END = /<\/t[dh]>\s{0,99}(?=<t[dh])/giu
const LINE_END = /<br\s{0,9}\/?>|<\/(?:tr|p|div|li)>/giu
const PICTURE =
  /<img\s[^<>]{0,2000}?\balt\s{0,9}=\s{0,9}(?:"([^"<>]{0,300})"|'([^'<>]{0,300})')[^<>]{0,2000}>/giu
const TAG =
  /<\/?(?:table|thead|tbody|tfoot|tr|td|th|p|div|span|b|i|em|strong|sub|sup|u|s|small|big|font|kbd|center|details|summary|picture|source|img|ul|ol|li|hr|dl|dt|dd)(?:\s[^<>]{0,2000})?\/?>/giu

/** HTML within Markdown as it is seen. */
function seenOfTags(piece: string): string {
  if (!piece.includes('<')) return piece
  return piece
    .replace(COMMENT, '')
    .replace(ANCHOR, '')
    .replace(PICTURE, (_, double: string = '', single: string = '') => ` ${double}${single} `)
    .replace(CELL_END, ' | ')
    .replace(LINE_END, '\n')
    .replace(TAG, '')
}

function plainPiece(piece: string): string {
  return seenOfTags(piece)
    .replace(ESCAPE, '$1')
    .replace(ENTITY, (entity) => decoded(entity))
}

const known = new Map<string, string>()
const MAX_KNOWN = 3_000

function decoded(entity: string): string {
  const before = known.get(entity)
  if (before !== undefined) return before
  let text = ''
  const parser = new Parser({ ontext: (piece) => void (text += piece) }, { decodeEntities: true })
  parser.end(entity)
  const seen = withoutInvisible(text.replaceAll('\u00a0', ' '))
  if (known.size < MAX_KNOWN) known.set(entity, seen)
  return seen
}

export function withoutTags(html: string): string {
  return html
    .replace(/<[^<>]{0,2000}>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}
