import { expect, test } from 'vitest'

import { extractMarkdown } from './markdown.ts'

const blocksOf = (raw: string) => {
  const { text, blocks } = extractMarkdown(raw)
  return blocks.map(({ start, end }) => text.slice(start, end))
}
const titlesOf = (raw: string) => extractMarkdown(raw).blocks.flatMap(({ heading }) => heading ?? [])

test.each<[string, string, string[]]>([
  [
    'entities and escapes',
    'M&uuml;ller&nbsp;KG &#8211; a&shy;b, Snake\\_case 5\\*3',
    ['Müller KG – ab, Snake_case 5*3'],
  ],
  [
    'code',
    'Say `&amp;`\\!\n\n```\n# &amp;\n\n\\_\n```\n\n    x',
    ['Say `&amp;`!', '```\n# &amp;\n\n\\_\n```', '    x'],
  ],
  [
    'a picture in the text',
    `a\n\n![plan](data:image/png;base64,${'eUK9'.repeat(200)})\n\nb`,
    ['a', 'plan', 'b'],
  ],
  [
    'lists',
    '- one\n  more\n\n  still\n- two\nlazy\n\nText\n1. a\n2. b\n',
    ['- one\n  more\n\n  still', '- two\nlazy', 'Text', '1. a', '2. b'],
  ],
  ['code in an item', '- a\n  ```\n# no\n- no\n  ```\n- b', ['- a\n  ```\n# no\n- no\n  ```', '- b']],
  [
    'comments',
    'a <!-- no --> b\n\n<!-- one\n\n# two\n--> c\n\n```\n<!-- code -->\n```\n\n<!-- never closed',
    ['a  b', ' c', '```\n<!-- code -->\n```', '<!-- never closed'],
  ],
  [
    'HTML',
    '<table>\n<tr><th>A</th> <th>B</th></tr><tr><td>1</td><td>2</td></tr></table>\n\n<img src="x.png" alt="Pump"> is <b>red</b><br>a < b, List<String>, `<b>`',
    ['\nA | B\n1 | 2\n', ' Pump  is red\na < b, List<String>, `<b>`'],
  ],
  ['quotes', '> a\n> b\nlazy\n\nText', ['> a\n> b\nlazy', 'Text']],
  ['a table behind a line', 'Text\na | b\n-|-\n1 | 2\n\nEnd', ['Text', 'a | b\n-|-\n1 | 2', 'End']],
  ['a rule', 'a\n\n***\n\nb', ['a', '***', 'b']],
  ['a fence that is never closed', '~~~\na\n\nb', ['~~~\na\n\nb']],
])('%s', (_, raw, blocks) => {
  expect(blocksOf(raw)).toEqual(blocks)
})

test('headings of every form are known by their words', () => {
  const source =
    '# A *b* [c](d) #\n\nTwo\nlines\n===\n\nThree\n---\n\n#No\n\n## <a name="x"></a>Setup &amp; go\n\n<h1 align="center">\n  <img src="x"> The Tool\n</h1>\n\n###### Six\n'

  expect(titlesOf(source).map(({ depth, title }) => `${depth} ${title}`)).toEqual([
    '1 A b c',
    '1 Two lines',
    '2 Three',
    '2 Setup & go',
    '1 The Tool',
    '6 Six',
  ])
  expect(blocksOf(source)).toContain('## Setup & go')
})

test.each([
  [
    '---\ntitle: "Returns"\ndate: 2026-03-01\n---\n\nText',
    ['Returns', 'date: 2026-03-01', 'Text'],
    ['Returns'],
  ],
  ['+++\ntitle = "Returns"\n+++\nText', ['Returns', 'Text'], ['Returns']],
  ['---\ntags: [a]\n---\n# Own\n', ['tags: [a]', '# Own'], ['Own']],
  ['---\n\nno fields\n\n---\n\nText', ['---', 'no fields', '---', 'Text'], []],
  ['---\ntitle: never closed\n', ['---', 'title: never closed'], []],
])('front matter is about the document, and gives its title: %j', (raw, blocks, titles) => {
  expect(blocksOf(raw)).toEqual(blocks)
  expect(titlesOf(raw).map(({ title }) => title)).toEqual(titles)
})

test('rows of a long table know their header', () => {
  const rows = Array.from({ length: 40 }, (_, at) => `| Route ${at} from here to there | ${at} EUR |`)
  const header = '| Route | Fare &amp; tax |\n|---|---|'
  const { text, blocks } = extractMarkdown(`# Fares\n\n${[header, ...rows].join('\n')}\n\nEnd`)

  expect(blocks).toHaveLength(43)
  for (const { lead } of blocks.slice(1, -1)) {
    expect(text.slice(lead?.start, lead?.end)).toBe('| Route | Fare & tax |\n|---|---|')
  }
  expect(blocks.at(-1)?.lead).toBeUndefined()
})
