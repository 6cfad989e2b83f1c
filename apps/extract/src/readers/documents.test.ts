import { expect, test } from 'vitest'

import { extract } from '../formats.ts'
import { epub, inOpenNames, openDocument, packed, relations, xlsx } from '../testing/packed.ts'

async function blocksOf(format: Parameters<typeof extract>[0], file: Uint8Array | string) {
  const { text, blocks } = await extract(
    format,
    typeof file === 'string' ? new TextEncoder().encode(file) : file,
  )
  return blocks.map(({ start, end }) => text.slice(start, end))
}

test('OpenDocument text: headings, lists, notes, boxes, tables; nothing hidden or deleted', async () => {
  const styles =
    '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style><text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>'
  const cell = (text: string) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`
  const body = `<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
    <text:h text:outline-level="2">Moo<text:span>ring</text:span></text:h>
    <text:p>Use<text:s text:c="1"/>four lines<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Of hemp.</text:p></text:note-body></text:note>. <text:span text:style-name="T1">secret</text:span><text:a xlink:href="https://x.example/a">More</text:a></text:p>
    <text:list text:style-name="L1"><text:list-item><text:p>Bow</text:p></text:list-item><text:list-item><text:p>Stern</text:p></text:list-item></text:list>
    <text:p><draw:frame><draw:text-box><text:p>A box.</text:p></draw:text-box></draw:frame>Around the box.</text:p>
    <table:table><table:table-header-rows><table:table-row>${cell('Plan')}${cell('Price')}</table:table-row></table:table-header-rows><table:table-row>${cell('Basic')}<table:table-cell/></table:table-row></table:table>`
  const margins = inOpenNames(
    'document-styles',
    '<office:master-styles><style:master-page><style:header><text:p>Harbour rules</text:p></style:header></style:master-page></office:master-styles>',
  )

  expect(
    await blocksOf('odt', openDocument('text', body, { styles, more: { 'styles.xml': margins } })),
  ).toEqual([
    'Harbour rules',
    'Mooring',
    'Use four lines. More (https://x.example/a)',
    'Note 1: Of hemp.',
    '1. Bow',
    '2. Stern',
    'Around the box.',
    'A box.',
    'Plan | Price',
    'Basic',
  ])
})

test('a book in the order of its spine, without its table of contents', async () => {
  const chapters = [
    '<html><body><h1>Hull</h1><p>Of steel.</p></body></html>',
    '<html><head><title>x</title></head><body><h1>Mast</h1><p>Of oak.<br/>Tall.</p></body></html>',
  ]

  expect(await blocksOf('epub', epub(chapters))).toEqual(['Hull', 'Of steel.', 'Mast', 'Of oak.\nTall.'])
  expect((await extract('epub', epub(chapters))).title).toBe('The Ship')
})

test.each([
  [
    'a locked book',
    'epub' as const,
    epub(['<p>x</p>'], {
      'META-INF/encryption.xml':
        '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>',
    }),
    'document_encrypted',
  ],
  [
    'a locked text',
    'odt' as const,
    openDocument('text', '', { more: { 'META-INF/manifest.xml': '<manifest:encryption-data/>' } }),
    'document_encrypted',
  ],
  [
    'a book without a spine',
    'epub' as const,
    packed({ mimetype: 'application/epub+zip' }),
    'document_malformed',
  ],
  [
    'a presentation without slides',
    'pptx' as const,
    packed({ '_rels/.rels': relations(['officeDocument', 'ppt/p.xml']) }),
    'document_malformed',
  ],
  ['half a workbook', 'xlsx' as const, xlsx([]).slice(0, 200), 'document_malformed'],
  ['a text that is no RTF', 'rtf' as const, new TextEncoder().encode('hello'), 'document_malformed'],
  ['a picture', 'image' as const, new Uint8Array([137, 80]), 'document_empty'],
])('%s is refused with a reason', async (_, format, file, code) => {
  await expect(extract(format, file)).rejects.toMatchObject({ code })
})

test('a workbook that is called a text is read as what it is', async () => {
  const file = xlsx([{ xml: '<sheetData><row><c t="str"><v>a</v></c></row></sheetData>' }])

  expect(await blocksOf('docx', file)).toEqual(['Sheet', 'a'])
})

test('rich text: code pages, Unicode, headings, tables, lists, notes; nothing hidden', async () => {
  const file = String.raw`{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}{\colortbl;\red0;}{\stylesheet{\s1 heading 1;}}{\info{\title Harbour \'fcber}{\author Somebody}}
{\header Seen everywhere}\pard\outlinelevel0 Mooring\par
\pard Caf\'e9 \u8364?5 {\b bold} and {\f1\'cc\'e8\'f0}.{\v secret}{\*\bkmkstart x}\line next{\footnote\pard Of hemp.}\par
\pard{\listtext\pard 1.\tab}Bow\par{\listtext\pard\bullet\tab}Stern\par
\trowd\cellx1\cellx2\pard\intbl Plan\cell Price\cell\row\trowd\pard\intbl Basic\cell 12\cell\row
\pard {\field{\*\fldinst HYPERLINK "https://x.example"}{\fldrslt a link}} \{x\}\~y {\pict 0102}\par}`

  expect(await blocksOf('rtf', file)).toEqual([
    'Mooring',
    'Café €5 bold and Мир.\nnext',
    'Note 1: Of hemp.',
    '1. Bow',
    '- Stern',
    'Plan | Price',
    'Basic | 12',
    'a link {x}\u00a0y',
  ])
  expect((await extract('rtf', new TextEncoder().encode(file))).title).toBe('Harbour über')
})

const MAIL = [
  'From: =?utf-8?q?J=C3=BCrgen?= <j@x.example>',
  'To: a@x.example, B <b@x.example>',
  'Subject: =?utf-8?b?S3JhbiA0?=',
  'Date: Sun, 01 Mar 2026 10:00:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: multipart/alternative; boundary=y',
  '',
  '--y',
  'Content-Type: text/plain',
  '',
  'Plain form.',
  '--y',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>The crane is <b>sch=C3=B6n</b>.</p>',
  '--y--',
  '--x',
  'Content-Type: application/vnd.ms-excel; name=prices.csv',
  'Content-Disposition: attachment; filename=prices.csv',
  '',
  'Plan,Price\nBasic,12',
  '--x',
  'Content-Type: application/octet-stream; name=a.bin',
  'Content-Disposition: attachment; filename=a.bin',
  'Content-Transfer-Encoding: base64',
  '',
  'AAECAw==',
  '--x--',
].join('\r\n')

test('a message: who, when, the fuller form of its text, and its attachments as what they are', async () => {
  expect(await blocksOf('eml', MAIL)).toEqual([
    'Kran 4',
    'From: Jürgen <j@x.example>\nTo: a@x.example, B <b@x.example>\nDate: 2026-03-01 09:00 UTC',
    'The crane is schön.',
    'Attachment: prices.csv',
    'Plan: Basic\nPrice: 12',
    'Attachment: a.bin',
  ])
})

test('a notebook: notes, code and what it printed', async () => {
  const notebook = JSON.stringify({
    cells: [
      { cell_type: 'markdown', metadata: {}, source: ['# Loads\n', '\n', 'In tons.'] },
      {
        cell_type: 'code',
        source: 'print("```")',
        outputs: [
          { output_type: 'stream', text: ['\u001b[31m42\u001b[0m\n'] },
          { data: { 'image/png': 'iVBORw0KGgo=', 'text/plain': ['<Figure>'] } },
        ],
      },
    ],
    metadata: { language_info: { name: 'python' } },
    nbformat: 4,
  })

  expect(await blocksOf('ipynb', notebook)).toEqual([
    '# Loads',
    'In tons.',
    '````python\nprint("```")\n````',
    '```\n42\n<Figure>\n```',
  ])
  await expect(extract('ipynb', new TextEncoder().encode('{"a": 1}'))).rejects.toMatchObject({
    code: 'document_malformed',
  })
})

test('XML of records: values with their names, a block for each', async () => {
  const xml = `<?xml version="1.0"?><catalog xmlns:x="urn:x"><title>Parts</title><part no="AB-12"><name>Hull</name><x:weight unit="t">40</x:weight></part><part no="AB-13"/></catalog>`

  expect(await blocksOf('xml', xml)).toEqual([
    'Parts',
    'no: AB-12\nname: Hull\nunit: t\nweight: 40',
    'no: AB-13',
  ])
})

test('XML of sentences: paragraphs, whatever is marked within them, and headings by their depth', async () => {
  const xml =
    '<article><title>Ship</title><section><title>Hull</title><para>Of <b>steel</b>, not <i>iron</i>.</para><para><b>Bold</b> first.</para></section><section><title>Mast</title><para>Oak &amp; ash.</para></section></article>'
  const { text, blocks } = await extract('xml', new TextEncoder().encode(xml))

  expect(text.split('\n\n')).toEqual([
    'Ship',
    'Hull',
    'Of steel, not iron.',
    'Bold first.',
    'Mast',
    'Oak & ash.',
  ])
  expect(blocks.flatMap(({ heading }) => heading?.depth ?? [])).toEqual([1, 2, 2])
})

test('XML that carries pages, XML that draws, and what is no XML', async () => {
  expect(
    await blocksOf(
      'xml',
      '<rss><item><description>&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;</description></item></rss>',
    ),
  ).toEqual(['One two'])
  expect(
    await blocksOf('xml', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/><text>12 kW</text></svg>'),
  ).toEqual(['12 kW'])
  await expect(extract('xml', new TextEncoder().encode('just words'))).rejects.toMatchObject({
    code: 'document_malformed',
  })
})

test('subtitles: what is said, in paragraphs with their times', async () => {
  const vtt =
    'WEBVTT\n\nNOTE a remark\n\nSTYLE\n::cue {}\n\n1\n00:01.000 --> 00:02.000 align:start\n<v Ann>Cast <i>off</i> &amp; go\n\n00:02.000 --> 00:03.000\nnow.\n\n00:03.000 --> 00:04.000\nnow.\nThe wind\n\n01:00:10.000 --> 01:00:11.000\nis fair.\n'
  const srt =
    '1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}Cast off\r\n\r\n2\r\n00:00:02,100 --> 00:00:03,000\r\n42\r\n'

  expect(await blocksOf('vtt', vtt)).toEqual([
    '[00:00:01] Ann: Cast off & go now. The wind',
    '[01:00:10] is fair.',
  ])
  expect(await blocksOf('srt', srt)).toEqual(['[00:00:01] Cast off 42'])
})

test('code stays as it is; functions are blocks', async () => {
  const code =
    'import os\n\n# The hull.\ndef hull():\n    x = 1\n\n    return x\n\n\nclass Mast {\n  a;\n\n}\n'
  const { text, blocks } = await extract('code', new TextEncoder().encode(code))

  expect(text).toBe(code)
  expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual([
    'import os',
    '# The hull.\ndef hull():\n    x = 1\n\n    return x',
    'class Mast {\n  a;\n\n}',
  ])
})
