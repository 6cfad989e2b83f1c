import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { statementsOf } from './statements.ts'

const said = (text: string) => statementsOf(text).map(({ start, end }) => text.slice(start, end))

test.each<[string, readonly string[]]>([
  ['Chinese', ['维修车间的营业时间为周一至周五。', '未使用的商品可在十四天内退货。', '他说：「好。」']],
  ['Japanese', ['「ポンプは六か月ごとに注油します。」', '熱いうちは開けないでください！', '開けますか？']],
  ['Hindi', ['पंप को हर छह महीने में चिकना करें।', 'इसे कभी न खोलें।']],
  ['Arabic', ['تُشحَم المضخة كل ستة أشهر.', 'هل تُفتح وهي ساخنة؟', 'لا تفتحها أبداً.']],
  ['Urdu', ['پمپ کو ہر چھ ماہ بعد گریس کریں۔', 'اسے کبھی نہ کھولیں۔']],
  ['Korean', ['펌프는 여섯 달마다 기름칠을 합니다.', '뜨거울 때 열지 마십시오.']],
  ['Thai', ['สินค้าที่ไม่ได้ใช้สามารถคืนได้ภายใน 14 วัน', 'ร้านซ่อมเปิดทำการตั้งแต่แปดโมงเช้าถึงห้าโมงเย็น']],
  ['Burmese', ['ပန့်ကို ခြောက်လတစ်ကြိမ် ဆီထည့်ပါ။', 'ပူနေစဉ် မဖွင့်ပါနှင့်။']],
  [
    'titles',
    [
      'Parcels leave each morning.',
      'Dr. Stone signs each parcel for Acme Inc. Boston.',
      'Mr. J. R. Hill may not.',
    ],
  ],
  ['a firm at the end', ['He works for Acme Inc.', 'The pump is his.']],
  [
    'German',
    [
      'Geprüft wird z. B. am 31. Dezember, d. h. einmal im Jahr, u. a. von Hrn. Maier.',
      'Die 2. Prüfung folgt im Mai.',
    ],
  ],
  ['explanations', ['Use a grease, e.g. Marine Gold, i.e. No. 5 of Fig. 3.', 'No.', 'See p. 12 and Art. 5.']],
  ['decimals and versions', ['It takes 3.5 l, at 1.200 rpm.', 'Version 2.10.1 needs 0.5 more.']],
  ['speech', ['"Stop!" he said and left.', 'Was it late?', 'It was (see 4.).']],
  ['Russian', ['Насос смазывают раз в полгода, т. е. дважды в год.', 'Не открывайте его.']],
])('sentences: %s', (_, sentences) => {
  expect(said(sentences.join(' '))).toEqual(sentences)
})

test('runs of a script without spaces are sentences without any between them', () => {
  const sentences = ['维修车间营业。', '他说：', '「好。」', '可以退货吗？', '可以！']
  expect(said('维修车间营业。可以退货吗？可以！')).toEqual([sentences[0], sentences[3], sentences[4]])
})

test.each<[string, string, readonly string[]]>([
  [
    'lines that the width has ended',
    'The pump must be greased every\nsix months by a certified\ntechnician. Never open it\nwhile it is hot.',
    [
      'The pump must be greased every\nsix months by a certified\ntechnician.',
      'Never open it\nwhile it is hot.',
    ],
  ],
  [
    'German nouns at the beginning of lines',
    'Die Pumpe wird jedes Jahr vor der\nSaison durch einen zugelassenen\nFachbetrieb geprüft.',
    ['Die Pumpe wird jedes Jahr vor der\nSaison durch einen zugelassenen\nFachbetrieb geprüft.'],
  ],
  [
    'a date that a line begins with',
    'Das Büro bleibt am Ende des Jahres am\n31. Dezember geschlossen.',
    ['Das Büro bleibt am Ende des Jahres am\n31. Dezember geschlossen.'],
  ],
  [
    'Chinese lines',
    '未使用的商品可在十四天内退货，逾\n期不予办理。维修车间的营业时间为\n周一至周五。',
    ['未使用的商品可在十四天内退货，逾\n期不予办理。', '维修车间的营业时间为\n周一至周五。'],
  ],
  [
    'lines that end on purpose',
    'Northwind Tools\nOpening hours\nMonday 9 to 5',
    ['Northwind Tools', 'Opening hours', 'Monday 9 to 5'],
  ],
  [
    'fields',
    'Name: Orion pump of the long boat\nPrice: 20 euros',
    ['Name: Orion pump of the long boat', 'Price: 20 euros'],
  ],
  [
    'items',
    '- Rinse ropes\n- Dry them\n  in the shade\n\n1. Open it.\n2. Close it.',
    ['- Rinse ropes', '- Dry them\n  in the shade', '1. Open it.', '2. Close it.'],
  ],
  ['paragraphs', 'No mark at its end\n\nAnother one', ['No mark at its end', 'Another one']],
  [
    'code',
    'Run this.\n\n```js\nconst a = 1\n\nif (a) b.c()\n```\n\nDone.',
    ['Run this.', 'const a = 1\n\nif (a) b.c()', 'Done.'],
  ],
])('layout: %s', (_, text, statements) => {
  expect(said(text)).toEqual(statements)
})

test('a row knows its header, wherever the table began; rows that name their cells need none', () => {
  const table = 'Fares.\n\n| Route | Day |\n|---|---|\n| 47 | 57. EUR |\n\n| 48 | 52 EUR |\n\nMore.'
  const rows = statementsOf(table)

  expect(said(table)).toEqual(['Fares.', '| Route | Day |', '| 47 | 57. EUR |', '| 48 | 52 EUR |', 'More.'])
  const header = table.indexOf('| Route')
  expect(rows.map(({ headerStart }) => headerStart)).toEqual([
    undefined,
    undefined,
    header,
    header,
    undefined,
  ])
  expect(statementsOf('a: 1 | b: 2\na: 3 | b: 4').map(({ headerStart }) => headerStart)).toEqual([
    undefined,
    undefined,
  ])
})

test('statements are pieces of the text in their order, and nothing that says something is in none', () => {
  const unit = fc.constantFrom(
    'a',
    'B',
    ' ',
    '. ',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    ' | ',
    '```\n',
    '。',
    '「',
    'ก',
    '31.',
    '{',
    'z. B. ',
  )
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
      const text = units.join('')
      let at = 0
      for (const { start, end } of statementsOf(text)) {
        expect(text.slice(at, start)).not.toMatch(/[aBก]/)
        expect(end).toBeGreaterThan(start)
        at = end
      }
      expect(text.slice(at)).not.toMatch(/[aBก]/)
    }),
  )
})

test.each([' ', '\n', '. ', 'a\n', '| ', 'A. ', '```\n', 'ก ', '。「', '31. '])(
  'a text of nothing but %j is read in linear time',
  (unit) => {
    const startMs = performance.now()
    statementsOf(unit.repeat(100_000 / unit.length))
    expect(performance.now() - startMs).toBeLessThan(2_000)
  },
)
