import { expect, test } from 'vitest'

import { firstHeading, UnreadableDocument } from './extracted.ts'
import { extract, formatOf } from './formats.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test.each([
  ['text/plain', 'a', 'text'],
  ['text/plain; charset=utf-8', 'a', 'text'],
  ['TEXT/Markdown', '# a', 'markdown'],
  ['text/html', '<p>a', 'html'],
  ['text/csv', 'a,b', 'csv'],
])('%s is read as %s', (contentType, content, format) => {
  expect(formatOf(contentType, bytes(content))).toBe(format)
})

test.each([
  ['application/zip', 'PK\u0003\u0004'],
  ['image/png', '\u0089PNG'],
  ['', 'text'],
  ['text/plain', '%PDF-1.7'],
  ['text/plain', 'PK\u0003\u0004'],
  ['text/markdown', 'bin\u0000ary'],
])('%s with content %j is refused, and what is accepted is named', (contentType, content) => {
  expect(() => formatOf(contentType, bytes(content))).toThrow(
    expect.objectContaining({
      code: 'unsupported_media_type',
      details: { accepted: expect.arrayContaining(['text/plain']) },
    }),
  )
})

test('Markdown keeps its source; headings are known by place, depth and plain text', async () => {
  const source =
    '# The *Ship*\n\nA list:\n\n- one\n- two\n\n```sh\n# not a heading\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'

  const extracted = await extract('markdown', bytes(source))

  expect(extracted.text).toBe(source)
  expect(firstHeading(extracted)).toBe('The Ship')
  expect(extracted.blocks.filter(({ heading }) => heading !== undefined)).toHaveLength(1)
  expect(extracted.blocks.map(({ start, end }) => source.slice(start, end))).toEqual([
    '# The *Ship*',
    'A list:',
    '- one',
    '- two',
    '```sh\n# not a heading\n```',
    '| a | b |\n|---|---|\n| 1 | 2 |',
  ])
})

test('HTML says what the page says, without its machinery', async () => {
  const page = `<html><head><title>Page</title><style>p{}</style></head><body><nav>Home</nav><h1>The <em>Ship</em></h1>
    <p>One<br>two &amp; <b>three</b></p><script>alert(1)</script><ul><li>first<li>second</ul>
    <table><tr><th>a<th>b<tr><td>1<td>2</table><pre>x
  y</pre></body>`

  const { text, blocks } = await extract('html', bytes(page))

  expect(text.split('\n\n')).toEqual([
    'The Ship',
    'One\ntwo & three',
    '- first',
    '- second',
    'a | b',
    '1 | 2',
    'x\n  y',
  ])
  expect(blocks[0]?.heading).toEqual({ depth: 1, title: 'The Ship' })
  for (const block of blocks) expect(text.slice(block.start, block.end).trim()).not.toBe('')
})

test('a page without headings is headed by its title', async () => {
  expect(firstHeading(await extract('html', bytes('<title>Page</title><p>text')))).toBe('Page')
})

test('each CSV row is a block that names its columns', async () => {
  const { text } = await extract('csv', bytes('part,weight\nhull,"1,000"\n\nmast,30\n'))

  expect(text).toBe('part: hull\nweight: 1,000\n\npart: mast\nweight: 30')
})

test('JSON becomes lines with paths', async () => {
  const { text } = await extract(
    'json',
    bytes('[{"part":{"name":"hull"},"tags":["a","b"],"none":null},{"part":{"name":"mast"}}]'),
  )

  expect(text).toBe('part.name: hull\ntags: a\ntags: b\n\npart.name: mast')
})

test.each([
  ['json', '{"a":', 'document_malformed'],
  ['json', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'document_malformed'],
] as const)('%s %s is unreadable with a reason', async (format, content, code) => {
  const thrown = await extract(format, bytes(content.slice(0, 20_000))).catch((error: unknown) => error)

  expect(thrown).toBeInstanceOf(UnreadableDocument)
  expect(thrown).toMatchObject({ code })
})

test('bytes that are no text are unreadable; UTF-16 with its mark is read', async () => {
  await expect(extract('text', new Uint8Array([0xc3, 0x28]))).rejects.toMatchObject({
    code: 'document_encoding',
  })
  expect((await extract('text', new Uint8Array([0xff, 0xfe, 0x41, 0x00]))).text).toBe('A')
})

test('clean text has one kind of line end and nothing invisible', async () => {
  expect((await extract('text', bytes('\ufeffa\r\nb\rc\u0000\u200bd'))).text).toBe('a\nb\ncd')
})
