import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'

import { ZipFile } from '../packed/zip-file.ts'
import { extractDocx as extractFrom } from './docx.ts'

const extractDocx = (bytes: Uint8Array) => extractFrom(new ZipFile(bytes, 'Word document'))

const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const MATH = 'http://schemas.openxmlformats.org/officeDocument/2006/math'
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const p = (text: string, properties = '') =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`
const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`

/** A file of a body and the parts that belong to it, by kind. */
function docx(body: string, parts: Readonly<Record<string, string>> = {}, main = 'word/document.xml') {
  const kinds = Object.keys(parts)
  const relations = kinds.map(
    (kind) => `<Relationship Id="${kind}" Type="${TYPES}/${kind}" Target="${kind}.xml"/>`,
  )
  const entries = kinds.map((kind) => [`word/${kind}.xml`, strToU8(parts[kind] ?? '')] as const)
  const link = '<Relationship Id="l" Type="x/hyperlink" Target="https://x.example/f" TargetMode="External"/>'
  return zipSync({
    '_rels/.rels': strToU8(
      `<Relationships><Relationship Id="a" Type="${TYPES}/officeDocument" Target="/${main}"/></Relationships>`,
    ),
    [`word/_rels/${main.slice(5)}.rels`]: strToU8(
      `<Relationships>${relations.join('')}${link}</Relationships>`,
    ),
    [main]: strToU8(`<w:document xmlns:w="${MAIN}" xmlns:m="${MATH}"><w:body>${body}</w:body></w:document>`),
    ...Object.fromEntries(entries),
  })
}

const blocksOf = (file: Uint8Array) => {
  const { text, blocks } = extractDocx(file)
  return blocks.map(({ start, end }) => text.slice(start, end))
}

test.each<[string, string, string[]]>([
  [
    'hyphens',
    '<w:p><w:r><w:t>AB</w:t><w:noBreakHyphen/><w:t>12</w:t><w:softHyphen/><w:t>34</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>',
    ['AB-1234✓'],
  ],
  [
    'powers',
    '<w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r><w:r><w:t>0 of CO</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t></w:r></w:p>',
    ['10^60 of CO2'],
  ],
  [
    'changes',
    `<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>`,
    ['new'],
  ],
  [
    'hidden runs',
    '<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>not</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> too</w:t></w:r></w:p>',
    ['seen too'],
  ],
  [
    'what is read aloud',
    '<w:p><w:r><w:ruby><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>です。</w:t></w:r></w:p>',
    ['東京です。（とうきょう）'],
  ],
  [
    'formulas',
    '<w:p><w:r><w:t>Let</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r><m:r><m:t>+</m:t></m:r><m:r><m:t>b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f></m:oMath><w:r><w:t>be.</w:t></w:r></w:p>',
    ['Let (a + b)/c be.'],
  ],
  [
    'a box',
    `<w:p><w:r><w:t>Before </w:t><mc:AlternateContent><mc:Choice><w:txbxContent>${p('Boxed.')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p('Boxed.')}</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>after.</w:t></w:r></w:p>`,
    ['Before after.', 'Boxed.'],
  ],
  [
    'links',
    '<w:p><w:hyperlink r:id="l"><w:r><w:t>here</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>',
    ['here (https://x.example/f).'],
  ],
  [
    'paragraphs in cells',
    `<w:tbl>${row(cell(p('a')), cell(p('b')), cell(p('c')))}${row(cell(p('1') + p('more')), cell('<w:p/>'), cell(p('3')))}</w:tbl>`,
    ['a | b | c', '1 more | | 3'],
  ],
  [
    'merged cells',
    `<w:tbl>${row(cell(p('a')), cell(p('b')), cell(p('c')))}${row(cell(p('1'), '<w:vMerge w:val="restart"/>'), cell(p('2'), '<w:gridSpan w:val="2"/>'))}${row(cell('<w:p/>', '<w:vMerge/>'), cell(p('5')), cell(p('6')))}</w:tbl>`,
    ['a | b | c', '1 | 2 | 2', '1 | 5 | 6'],
  ],
  [
    'deleted rows',
    `<w:tbl>${row(cell(p('a')), cell(p('b')))}<w:tr><w:trPr><w:del/></w:trPr>${cell(p('1'))}${cell(p('2'))}</w:tr></w:tbl>`,
    ['a | b'],
  ],
  [
    'a table in a cell',
    `<w:tbl>${row(cell(p('Plan')), cell(p('Price')))}${row(cell(p('Basic')), cell(`${p('Monthly')}<w:tbl>${row(cell(p('Spring')), cell(p('12')))}</w:tbl>${p('plus tax')}`))}</w:tbl>`,
    ['Plan | Price', 'Basic | Monthly Spring, 12; plus tax'],
  ],
])('%s', (_, body, blocks) => {
  expect(blocksOf(docx(body))).toEqual(blocks)
})

test('notes stand behind the paragraph that refers to them, and the margins of pages before all', () => {
  const note = (kind: string, text: string) =>
    `<w:x xmlns:w="${MAIN}"><w:${kind} w:id="0" w:type="separator"><w:p/></w:${kind}><w:${kind} w:id="1">${p(text)}</w:${kind}></w:x>`
  const body = `<w:p><w:r><w:t>Five years.</w:t><w:footnoteReference w:id="1"/></w:r></w:p><w:p><w:r><w:t>Ten.</w:t><w:endnoteReference w:id="1"/></w:r></w:p>`
  const file = docx(body, {
    footnotes: note('footnote', 'Not seals.'),
    endnotes: note('endnote', 'Not hoses.'),
    header: `<w:hdr xmlns:w="${MAIN}">${p('QM-7781')}${p('Page 2 of 14')}</w:hdr>`,
    footer: `<w:ftr xmlns:w="${MAIN}">${p('12')}</w:ftr>`,
  })

  expect(blocksOf(file)).toEqual([
    'QM-7781',
    'Five years.',
    'Note 1: Not seals.',
    'Ten.',
    'Note 2: Not hoses.',
  ])
})

const STYLES = `<w:styles xmlns:w="${MAIN}">
  <w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
  <w:style w:styleId="Own"><w:name w:val="Company"/><w:basedOn w:val="Kop1"/></w:style>
  <w:style w:styleId="Deep"><w:name w:val="Deep"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
  <w:style w:styleId="Heading2"><w:name w:val="Body"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
  <w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
  <w:style w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`

test('headings are known by their level, whatever their style is called', () => {
  const styled = (style: string) => p(style, `<w:pStyle w:val="${style}"/>`)
  const body = ['Kop1', 'Own', 'Deep', 'Heading2', 'Loop', 'Gone'].map(styled).join('')
  const { blocks } = extractDocx(docx(body + p('direct', '<w:outlineLvl w:val="1"/>'), { styles: STYLES }))

  expect(blocks.map(({ heading }) => heading && [heading.depth, heading.title])).toEqual([
    [1, 'Kop1'],
    [1, 'Own'],
    [3, 'Deep'],
    undefined,
    undefined,
    [2, 'direct'],
  ])
})

test('clauses have their numbers, over levels and lists', () => {
  const level = (at: number, format: string, text: string) =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
  const numbering = `<w:numbering xmlns:w="${MAIN}"><w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%1.%2)')}${level(2, 'bullet', '*')}</w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`
  const at = (list: number, depth: number) =>
    p('x', `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`)
  const body = [
    at(1, 0),
    at(1, 1),
    at(1, 1),
    at(1, 2),
    at(1, 0),
    at(1, 1),
    at(2, 0),
    at(2, 0),
    at(0, 0),
  ].join('')

  expect(blocksOf(docx(body, { numbering }))).toEqual([
    '1. x',
    '1.a) x',
    '1.b) x',
    '- x',
    '2. x',
    '2.a) x',
    '1. x',
    '2. x',
    'x',
  ])
})

test('the main part is found by what it is, and names by what their prefix means', () => {
  const file = docx(p('Here.'), {}, 'word/document2.xml')
  const strict = zipSync({
    'word/document.xml': strToU8(
      '<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><p><r><t>Strict.</t></r></p></body></document>',
    ),
  })
  const foreign = zipSync({
    'word/document.xml': strToU8(
      `<x:document xmlns:x="${MAIN}"><x:p><x:r><x:t>Foreign.</x:t></x:r></x:p></x:document>`,
    ),
  })

  expect([file, strict, foreign].flatMap(blocksOf)).toEqual(['Here.', 'Strict.', 'Foreign.'])
})

/** A zip whose directory names its only entry so many times. */
function namedOften(zip: Uint8Array, times: number): Uint8Array {
  const view = new DataView(zip.buffer)
  const end = zip.length - 22
  const from = view.getUint32(end + 16, true)
  const entry = zip.subarray(from, end)
  const file = new Uint8Array(from + entry.length * times + 22)
  file.set(zip.subarray(0, from))
  for (let at = 0; at < times; at++) file.set(entry, from + at * entry.length)
  file.set(zip.subarray(end), file.length - 22)
  const tail = new DataView(file.buffer, file.length - 22)
  tail.setUint16(8, times, true)
  tail.setUint16(10, times, true)
  tail.setUint32(12, entry.length * times, true)
  return file
}

test('an entry that the directory names 65,535 times is unpacked once', () => {
  const body = `<w:document xmlns:w="${MAIN}">${p('Once.')}${' '.repeat(5_000_000)}</w:document>`
  const zip = zipSync({ 'word/document.xml': strToU8(body) })
  const startMs = performance.now()

  expect(blocksOf(namedOften(zip, 65_535))).toEqual(['Once.'])
  expect(performance.now() - startMs).toBeLessThan(8_000)
})

test('parts that unpack to too much together are refused', () => {
  const part = `<w:styles xmlns:w="${MAIN}">${' '.repeat(30_000_000)}</w:styles>`

  expect(() => extractDocx(docx(p('x'), { styles: part, numbering: part }))).toThrow(
    'unpacks to far too much',
  )
})
