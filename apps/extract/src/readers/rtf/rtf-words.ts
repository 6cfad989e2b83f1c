/** Groups that hold no text, or none that is shown here. */
export const SKIPPED = new Set(
  'colortbl stylesheet pict objdata themedata colorschememapping datastore latentstyles listtable listoverridetable rsidtbl generator xmlnstbl fldinst filetbl revtbl bkmkstart bkmkend header headerl headerr headerf footer footerl footerr footerf pgdsctbl nonshppict private template sn sv'.split(
    ' ',
  ),
)
/** Groups that are marked as unknown to old programs, and are text. */
export const KNOWN = new Set([
  'shptxt',
  'fldrslt',
  'footnote',
  'shprslt',
  'shpinst',
  'shp',
  'listtext',
  'pntext',
])
export const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  endash: '–',
  emdash: '—',
  emspace: ' ',
  enspace: ' ',
  '~': '\u00a0',
  _: '-',
}
