import { strToU8, zipSync } from 'fflate'

const W3 = 'http://schemas.openxmlformats.org'
const RELATIONS = `${W3}/officeDocument/2006/relationships`
const ODF = 'urn:oasis:names:tc:opendocument:xmlns'

export const SPREADSHEET = `xmlns="${W3}/spreadsheetml/2006/main" xmlns:r="${RELATIONS}"`
export const PRESENTATION = `xmlns:p="${W3}/presentationml/2006/main" xmlns:a="${W3}/drawingml/2006/main" xmlns:r="${RELATIONS}"`

/** A zip of these parts, in this order. */
export function packed(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), {
    level: 1,
  })
}

export function relations(...targets: readonly (readonly [kind: string, target: string])[]): string {
  const rows = targets.map(
    ([kind, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
  )
  return `<Relationships>${rows.join('')}</Relationships>`
}

interface SheetOf {
  readonly name?: string
  readonly state?: string
  /** What stands in `worksheet`. */
  readonly xml: string
  readonly rels?: string
}

/** A workbook of these sheets. */
export function xlsx(
  sheets: readonly SheetOf[],
  {
    texts = [],
    styles = '',
    more = {},
  }: { texts?: readonly string[]; styles?: string; more?: Record<string, string> } = {},
): Uint8Array {
  const targets = sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const)
  const list = sheets.map(
    ({ name = 'Sheet', state = 'visible' }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}" state="${state}" r:id="rId${at + 1}"/>`,
  )
  return packed({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook ${SPREADSHEET}><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ...targets,
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ),
    'xl/sharedStrings.xml': `<sst ${SPREADSHEET}>${texts.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet ${SPREADSHEET}>${styles}</styleSheet>`,
    ...Object.fromEntries(
      sheets.flatMap(({ xml, rels }, at) => [
        [`xl/worksheets/sheet${at + 1}.xml`, `<worksheet ${SPREADSHEET}>${xml}</worksheet>`],
        ...(rels === undefined ? [] : [[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`, rels]]),
      ]),
    ),
    ...more,
  })
}

/** Rows of texts and numbers as `sheetData`. */
export function sheetData(rows: readonly (readonly (string | number)[])[]): string {
  const cells = (row: readonly (string | number)[]) =>
    row
      .map((cell) =>
        typeof cell === 'number' ? `<c><v>${cell}</v></c>` : `<c t="inlineStr"><is><t>${cell}</t></is></c>`,
      )
      .join('')
  return `<sheetData>${rows.map((row) => `<row>${cells(row)}</row>`).join('')}</sheetData>`
}

/** A presentation of these slides, each what stands in its `spTree`. */
export function pptx(
  slides: readonly { readonly xml: string; readonly attributes?: string; readonly rels?: string }[],
  more: Record<string, string> = {},
): Uint8Array {
  const targets = slides.map((_, at) => ['slide', `slides/slide${at + 1}.xml`] as const)
  const ids = slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at + 1}"/>`)
  return packed({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations(['officeDocument', 'ppt/presentation.xml']),
    'ppt/presentation.xml': `<p:presentation ${PRESENTATION}><p:sldIdLst>${ids.join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(...targets),
    ...Object.fromEntries(
      slides.flatMap(({ xml, attributes = '', rels }, at) => [
        [
          `ppt/slides/slide${at + 1}.xml`,
          `<p:sld ${PRESENTATION} ${attributes}><p:cSld><p:spTree>${xml}</p:spTree></p:cSld></p:sld>`,
        ],
        ...(rels === undefined ? [] : [[`ppt/slides/_rels/slide${at + 1}.xml.rels`, rels]]),
      ]),
    ),
    ...more,
  })
}

const NAMES = ['office', 'text', 'table', 'style', 'presentation'].map(
  (name) => `xmlns:${name}="${ODF}:${name}:1.0"`,
)
const OPEN_NAMES = [
  ...NAMES,
  `xmlns:draw="${ODF}:drawing:1.0"`,
  `xmlns:svg="${ODF}:svg-compatible:1.0"`,
].join(' ')

/** A file of LibreOffice: what stands in the body, and its styles. */
export function openDocument(
  kind: 'text' | 'spreadsheet' | 'presentation',
  body: string,
  { styles = '', more = {} }: { styles?: string; more?: Record<string, string> } = {},
): Uint8Array {
  return packed({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content ${OPEN_NAMES}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    ...more,
  })
}

export const inOpenNames = (name: string, xml: string): string =>
  `<office:${name} ${OPEN_NAMES}>${xml}</office:${name}>`

/** A book of these chapters, in their order. */
export function epub(chapters: readonly string[], more: Record<string, string> = {}): Uint8Array {
  const items = chapters.map(
    (_, at) => `<item id="c${at}" href="text/c%20${at}.xhtml" media-type="application/xhtml+xml"/>`,
  )
  const spine = chapters.map((_, at) => `<itemref idref="c${at}"/>`)
  return packed({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
    'OPS/book.opf': `<package><metadata><dc:title>The Ship</dc:title></metadata><manifest><item id="toc" href="toc.xhtml" properties="nav"/>${items.join('')}</manifest><spine><itemref idref="toc"/>${spine.join('')}</spine></package>`,
    'OPS/toc.xhtml': '<html><body><nav><p>Contents</p></nav></body></html>',
    ...Object.fromEntries(chapters.map((chapter, at) => [`OPS/text/c ${at}.xhtml`, chapter])),
    ...more,
  })
}
