import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { extract } from './formats.ts'
import { firstHeading } from './testing/first-heading.ts'
import { UnreadableDocument } from './text/extracted.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

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
    'Page',
    'The Ship',
    'One\ntwo & three',
    '- first',
    '- second',
    'a | b',
    '1 | 2',
    'x\n  y',
  ])
  expect(blocks[0]?.heading).toEqual({ depth: 1, title: 'Page' })
  for (const block of blocks) expect(text.slice(block.start, block.end).trim()).not.toBe('')
})

test('a page is called by its title', async () => {
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

test('a value on each line is a list of them', async () => {
  const { text } = await extract('json', bytes('{"part":"hull","tags":["a"]}\r\n\n{"part":"mast"}\n7\n'))

  expect(text).toBe('part: hull\ntags: a\n\npart: mast\n\n7')
  await expect(extract('json', bytes('{"a":1}\n{"b":'))).rejects.toMatchObject({ code: 'document_malformed' })
})

test.each([
  ['json', '{"a":', 'document_malformed'],
  ['json', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'document_malformed'],
] as const)('%s %s is unreadable with a reason', async (format, content, code) => {
  const thrown = await extract(format, bytes(content.slice(0, 20_000))).catch((error: unknown) => error)

  expect(thrown).toBeInstanceOf(UnreadableDocument)
  expect(thrown).toMatchObject({ code })
})

test.each([
  ['1e400'],
  ['9007199254740993'],
  ['123456789012345678901234567890'],
  ['0.1000'],
  ['-0'],
  ['1E+2'],
  ['3.14159265358979323846264338327950288'],
])('the number %s in JSON stays as it is written', async (number) => {
  expect((await extract('json', bytes(`{"a":${number},"b":[${number}]}`))).text).toBe(
    `a: ${number}\n\nb: ${number}`,
  )
})

/** What JSON says, by the tree that `JSON.parse` makes of it. */
function linesOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => linesOf(element, path))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, field]) =>
      linesOf(field, path === '' ? name : `${path}.${name}`),
    )
  }
  if (value === null || value === '') return []
  const said = typeof value === 'string' ? value : JSON.stringify(value)
  return [path === '' ? said : `${path}: ${said}`]
}

test('JSON says all that its tree holds, in order', async () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/)
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.stringMatching(/^[a-z"\\ ]{0,9}$/).map((text) => text.trim()),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(name, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  await fc.assert(
    fc.asyncProperty(tree, fc.constantFrom(0, 2), async (value, indent) => {
      const { text } = await extract('json', bytes(JSON.stringify(value, null, indent)))

      expect(text.split('\n').filter((line) => line !== '')).toEqual(linesOf(value))
    }),
  )
})

test('names of every kind and a name said twice lose nothing of JSON', async () => {
  const { text } = await extract('json', bytes('{"__proto__":1,"b":2,"1":3,"b":4,"":{"":5}}'))

  expect(text.split('\n\n')).toEqual(['__proto__: 1', 'b: 2', '1: 3', 'b: 4', '5'])
})

test.each(['{"a":1,}', '[1 2]', "{'a':1}", '{"a":1}{', '// a\n1', '[01]', '[1.]', '"\\x"', 'nul', ''])(
  '%s is no JSON',
  async (content) => {
    await expect(extract('json', bytes(content))).rejects.toMatchObject({ code: 'document_malformed' })
  },
)

test.each<[string | undefined, 'text' | 'csv', number[], string]>([
  ['iso-8859-1', 'text', [0x61, 0xe9], 'aé'],
  ['windows-1252', 'text', [0x80], '€'],
  ['utf-16le', 'csv', [0x61, 0, 0xe9, 0], 'aé'],
  ['shift_jis', 'text', [0x93, 0xfa, 0x96, 0x7b], '日本'],
  ['utf-8', 'text', [0xff, 0xfe, 0x41, 0x00], 'A'],
  ['windows-1252', 'text', [0xef, 0xbb, 0xbf, 0xc3, 0xa9], 'é'],
  [undefined, 'text', [0xfe, 0xff, 0x00, 0x41], 'A'],
])(
  'a file sent as %s is decoded so; a byte order mark knows better',
  async (charset, format, content, text) => {
    expect((await extract(format, new Uint8Array(content), charset)).text).toBe(text)
  },
)

test.each([
  ['<meta charset="windows-1252">', undefined, 'é'],
  ['<META http-equiv=x content="text/html; charset=ISO-8859-15">', undefined, 'é'],
  ['<?xml version="1.0" encoding="windows-1252"?>', undefined, 'é'],
  ['<meta name=x><meta charset=koi8-r>', undefined, 'И'],
  ['<meta charset=koi8-r>', 'windows-1252', 'é'],
  ['<!-- <meta charset=koi8-r> --><meta charset=windows-1252>', undefined, 'é'],
])('a page that begins with %s, sent as %s, is decoded', async (head, charset, letter) => {
  const page = new Uint8Array([...bytes(`${head}<p>a`), 0xe9])

  expect((await extract('html', page, charset)).text).toBe(`a${letter}`)
})

test.each([
  ['nothing named', undefined, [0x61, 0xe9], /charset=windows-1252/],
  ['a charset that it is not in', 'shift_jis', [0x61, 0xff], /Correct the charset/],
  ['a page that names an unknown one', undefined, [...bytes('<meta charset=klingon>'), 0xe9], /charset=/],
])('%s and no UTF-8 is unreadable, and the reason says what to do', async (_, charset, content, reason) => {
  await expect(extract('html', new Uint8Array(content), charset)).rejects.toMatchObject({
    code: 'document_encoding',
    message: expect.stringMatching(reason),
  })
})

test('pages and lines that end in old ways end their words, and colours of terminals are no text', async () => {
  const { text } = await extract(
    'text',
    new TextEncoder().encode('page one\fpage\vtwo \u001b[31;1mred\u001b[0m end'),
  )

  expect(text).toBe('page one\n\npage\ntwo red end')
})

test('clean text has one kind of line end and nothing invisible', async () => {
  expect((await extract('text', bytes('\ufeffa\r\nb\rc\u0000\u200bd'))).text).toBe('a\nb\ncd')
})
