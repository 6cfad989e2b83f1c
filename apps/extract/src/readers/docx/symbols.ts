/** Of the fonts of symbols that Word has boxes, ticks and arrows from. */
const WINGDINGS: Readonly<Record<number, string>> = {
  0xa7: '▪',
  0xa8: '☐',
  0xb7: '•',
  0xd8: '➢',
  0xe0: '→',
  0xf0: '⇨',
  0xfb: '✗',
  0xfc: '✓',
  0xfd: '☒',
  0xfe: '☑',
}
const PRIVATE_USE = 0xf0_00

/** The character of a `w:sym`; nothing for a picture that has none. */
export function symbolOf(hex: string | undefined): string {
  const code = Number.parseInt(hex ?? '', 16)
  if (Number.isNaN(code) || code > 0xff_ff) return ''
  if (code >= PRIVATE_USE && code <= PRIVATE_USE + 0xff) return WINGDINGS[code - PRIVATE_USE] ?? ''
  return String.fromCharCode(code)
}
