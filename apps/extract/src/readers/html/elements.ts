const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/**
 * What is not part of what a page says. If such an element is never closed, what follows it is: it is the
 * page.
 */
export const MACHINERY = words('script style noscript template nav iframe object select audio video canvas')

/** What parts paragraphs. Every other element stands within a sentence, as browsers show it. */
export const BLOCKS = words(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav noframes ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul',
)

/** What stands within a sentence, but never within a word. */
const APART = words('button input textarea label output img svg math')

export function isApart(name: string): boolean {
  return APART.has(name) || name.includes('-')
}

const HIDING_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i
/** Pages hide themselves until their scripts have run. */
const WHOLE_PAGE = words('html body main')

/** Whether nobody sees it who opens the page. What a search within the page reveals is no secret. */
export function isHidden(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (WHOLE_PAGE.has(name)) return false
  const { hidden, style } = attributes
  return (
    (hidden !== undefined && hidden !== 'until-found') ||
    attributes['aria-hidden'] === 'true' ||
    (name === 'dialog' && attributes['open'] === undefined) ||
    (style !== undefined && HIDING_STYLE.test(style))
  )
}

const MAX_TARGET_UNITS = 300

/** Where a link leads, if a reader could go there without the page. */
export function targetOf(href: string | undefined): string | undefined {
  const target = href?.trim() ?? ''
  if (target.length > MAX_TARGET_UNITS) return undefined
  const address = /^(?:mailto|tel):([^?]+)/i.exec(target)?.[1]
  return address ?? (/^https?:\/\/\S+$/i.test(target) ? target : undefined)
}

const ROLES: Readonly<Record<string, string>> = {
  table: 'table',
  grid: 'table',
  treegrid: 'table',
  row: 'tr',
  cell: 'td',
  gridcell: 'td',
  columnheader: 'th',
  rowheader: 'th',
}

/** The element that another one stands in for: tables and headings are often made of `div`. */
export function meantBy(name: string, attributes: Readonly<Record<string, string>>): string {
  const { role } = attributes
  if (role === undefined || (name !== 'div' && name !== 'span' && name !== 'p')) return name
  if (role !== 'heading') return Object.hasOwn(ROLES, role) ? (ROLES[role] ?? name) : name
  const level = Number(attributes['aria-level'] ?? '2')
  return level >= 1 && level <= 6 ? `h${Math.trunc(level)}` : name
}

const WRITTEN_TYPES = words('text email tel url number date time datetime-local month week search')

/** What is written in a field of a form. */
export function shownValueOf({ type = 'text', value = '' }: Readonly<Record<string, string>>): string {
  return WRITTEN_TYPES.has(type.toLowerCase()) ? value : ''
}
