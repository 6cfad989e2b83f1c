import { expect, test } from 'vitest'

import { extractHtml } from './html.ts'

const blocksOf = (raw: string) => {
  const { text, blocks } = extractHtml(raw)
  return blocks.map(({ start, end }) => text.slice(start, end))
}

test.each<[string, string, string[]]>([
  [
    'a question on a button',
    '<h2><button type="button">How do I cancel?</button></h2><p>Write.',
    ['How do I cancel?', 'Write.'],
  ],
  [
    'a button that is never closed',
    '<h1>M</h1><button>Print<p>First.</p><p>Second.</p>',
    ['M', 'Print', 'First.', 'Second.'],
  ],
  ['a menu', '<nav><a>Home</a><p>Shop</p></nav><p>Text', ['Text']],
  [
    'a menu that is never closed',
    '<nav><a>Home</a><p>First.</p><p>Second.</p>',
    ['Home', 'First.', 'Second.'],
  ],
  [
    'a choice that is never closed',
    '<p>Size <select><option>S<option>M<p>First.</p>',
    ['Size', 'S', 'M', 'First.'],
  ],
  [
    'what is chosen and written',
    '<p>Name <input value="Ursula" type="text"><input type="hidden" value="x"> Size <select><option>S<option selected>M</select><input type="submit" value="Send">.',
    ['Name Ursula Size M .'],
  ],
  [
    'powers and marks of notes',
    '<p>10<sup>6</sup> in 2026<sup>1</sup>, 10<sup>-3</sup>, the 5<sup>th</sup>, H<sub>2</sub>O, 3<sup></sup>4.',
    ['10^6 in 2026^1, 10^-3, the 5th, H2O, 34.'],
  ],
  [
    'a table and a heading by their roles',
    '<div role=heading aria-level=3>Fees</div><div role=table><div role=row><span role=columnheader>Pier</span><span role=columnheader>Fee</span></div><div role=row><span role=cell>A</span><span role=cell>9 EUR</span></div></div>',
    ['Fees', 'Pier | Fee', 'A | 9 EUR'],
  ],
  [
    'a picture in a sentence',
    '<p>Rent <svg><title>Arrow</title><path/></svg>a <img alt="tall"> crane.',
    ['Rent a tall crane.'],
  ],
  [
    'lettering in a picture',
    '<p>See <svg><g><text>12 kW</text><text>9 kW</text></g></svg>',
    ['See 12 kW 9 kW'],
  ],
  [
    'what is read aloud',
    '<p>会議は<ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby><ruby>京<rt>きょう</rt></ruby>です。',
    ['会議は東京です。（とうきょう）'],
  ],
  [
    'a formula',
    '<p>Let <math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mrow><mi>a</mi><mo>-</mo><mi>b</mi></mrow><mi>c</mi></mfrac><annotation encoding="application/x-tex">x^2</annotation></math> be.',
    ['Let x^2 + (a - b)/c be.'],
  ],
  [
    'numbers',
    '<ol start="7"><li><p>Seven</p><p>more</p><li>Eight<ol type="a"><li>inner</ol><li value="20">Twenty</ol><ul><li>x</ul>',
    ['7. Seven', 'more', '8. Eight', 'a. inner', '20. Twenty', '- x'],
  ],
  [
    'targets',
    '<p>It is <a href="https://x.example/f">here</a>; ask <a href="mailto:t@x.example?subject=a">us</a>, <a href="/top">top</a>.',
    ['It is here (https://x.example/f); ask us (t@x.example), top.'],
  ],
  ['many targets', `<p>${'<a href="https://x.example/f">a</a> '.repeat(4)}`, ['a a a a']],
  [
    'hidden text',
    '<p>Seen<span hidden> A</span>.</p><p hidden>B<p style="display: none">C<div aria-hidden="true"><p>D</div><dialog>E</dialog><input type="hidden" value="F"><dialog open>G</dialog>',
    ['Seen.', 'G'],
  ],
  ['soft hyphens', '<p>Haft&shy;pflicht Zero&#8203;Width', ['Haftpflicht ZeroWidth']],
  ['unknown elements', '<p>One <o:p>two</o:p> <g-emoji>!</g-emoji>', ['One two !']],
])('%s', (_, raw, blocks) => {
  expect(blocksOf(raw)).toEqual(blocks)
})

const CELLS = '<tr><th>Plan<th>Price<th>Notice'

test.each<[string, string, string[]]>([
  [
    'paragraphs in cells',
    '<table><tr><td><p>Plan</p></td><td><div>Price</div></td></tr><tr><td><p>Plus</p><p>new</p></td><td>19</td></tr></table>',
    ['Plan | Price', 'Plus new | 19'],
  ],
  [
    'empty cells',
    `<table>${CELLS}<tr><td>Basic<td><td>weeks<tr><td><td>12<td></table>`,
    ['Plan | Price | Notice', 'Basic | | weeks', '| 12'],
  ],
  [
    'merged rows',
    `<table>${CELLS}<tr><td rowspan=2>Basic<td>12<td>weeks<tr><td>15<td>days<tr><td>Plus<td>1<td>x</table>`,
    ['Plan | Price | Notice', 'Basic | 12 | weeks', 'Basic | 15 | days', 'Plus | 1 | x'],
  ],
  [
    'merged columns',
    `<table>${CELLS}<tr><td>Basic<td colspan=2>on request</table>`,
    ['Plan | Price | Notice', 'Basic | on request | on request'],
  ],
  [
    'a title in the table',
    `<table><tr><th colspan=3>Rates 2026${CELLS}<tr><td>a<td>b<td>c</table>`,
    ['Rates 2026', 'Plan | Price | Notice', 'a | b | c'],
  ],
  [
    'a table in a cell',
    `<table>${CELLS}<tr><td>Basic<td>Monthly<table><tr><td>Spring<td>12<tr><td>Autumn<td>15</table>plus tax<td>weeks</table>`,
    ['Plan | Price | Notice', 'Basic | Monthly Spring, 12; Autumn, 15; plus tax | weeks'],
  ],
  [
    'a page laid out by a table',
    '<table><tr><td><p>Menu<td><h1>Ship</h1><p>Hull.</table>',
    ['Menu', 'Ship', 'Hull.'],
  ],
])('a table with %s', (_, raw, blocks) => {
  expect(blocksOf(raw)).toEqual(blocks)
})

test('rows know their header, of several rows too; a row that is headed by its first cell is none', () => {
  const leadsOf = (raw: string) => {
    const { text, blocks } = extractHtml(raw)
    return blocks.map(({ lead }) => lead && text.slice(lead.start, lead.end))
  }

  expect(leadsOf('<table><tr><td>a<td>b<tr><td>1<td>2</table><p>x')).toEqual(['a | b', 'a | b', undefined])
  expect(leadsOf('<table><thead><tr><td>a<td>b<tr><td>c<td>d</thead><tr><td>1<td>2</table>').at(-1)).toBe(
    'a | b\n\nc | d',
  )
  expect(leadsOf('<table><tr><th>a<td>1<tr><th>b<td>2</table>')).toEqual([undefined, undefined])
})

test.each([
  ['<title>Torque of M12</title><h1>Overview</h1>', ['Torque of M12', 'Overview']],
  ['<title>Return policy</title><h1>Return  policy</h1>', ['Return policy']],
  ['<title> </title><h2>Menu</h2><h1>Cranes</h1>', ['Cranes', 'Menu', 'Cranes']],
  ['<meta property="og:title" content="Cranes"><p>x', ['Cranes', 'x']],
  ['<p>x', ['x']],
])('%s is called by its title', (raw, blocks) => {
  expect(blocksOf(raw)).toEqual(blocks)
})

test('elements that close themselves do so in XHTML', () => {
  const page =
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a.js"/></head><body><p>First.</p><iframe src="b"/><p>Second.</p><textarea/><p>Third.</p></body></html>'

  expect(blocksOf(page)).toEqual(['First.', 'Second.', 'Third.'])
})
