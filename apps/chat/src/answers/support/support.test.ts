import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { CitedText } from '../cited-text.ts'
import type { NumberedSource } from '../source.ts'

const source = (n: number, text: string, more: Partial<NumberedSource> = {}): NumberedSource => ({
  n,
  documentId: `d${n}`,
  title: 'Notes',
  chunkId: `d${n}:1`,
  score: 1,
  text,
  ...more,
})

function cite(answer: string, ...sources: readonly (string | NumberedSource)[]) {
  const numbered = sources.map((one, at) => (typeof one === 'string' ? source(at + 1, one) : one))
  const cited = new CitedText(numbered)
  cited.push(answer)
  cited.end()
  return cited
}

const GOODS =
  'The office opens at 9. Unused goods can be returned within 30 days of delivery. The deposit is 900 euros.'

describe('a citation that supports nothing of its sentence is dropped, and the answer says so', () => {
  test.each([
    'The moon is made of green cheese and the deposit is 9,000 euros. [1]',
    'The moon is made of green cheese and the deposit is 9,000 euros [1].',
    'According to [1], the moon is made of green cheese and tea costs 9,000 euros.',
    '[1] The moon is made of green cheese.',
    '- **[1]** The moon is made of green cheese.\n',
    'Der Mond besteht aus grünem Käse und die Kaution beträgt 9.000 Euro. [1]',
    '月亮是用绿色奶酪做的，要9000欧元。[1]',
    'Le fromage est vert et coûte 9 000 euros [1].',
  ])('%s', (answer) => {
    const { text, citations, warnings } = cite(answer, GOODS)

    expect(citations).toEqual([])
    expect(text).not.toContain('[1]')
    expect(warnings).toMatchObject([{ code: 'unsupported_statement' }])
  })

  test('the others stay', () => {
    const { text, citations } = cite('The moon is made of cheese [1]. The deposit is 900 euros [1].', GOODS)

    expect(text).toBe('The moon is made of cheese. The deposit is 900 euros [1].')
    expect(citations).toMatchObject([{ quote: 'The deposit is 900 euros.', support: 'full' }])
  })
})

const GREASE =
  'The pump must be greased every\nsix months by a certified\ntechnician. Never open it\nwhile it is hot.'
const DATES = 'Das Büro schließt am 31. Dezember 2026 um 17:00 Uhr. Die Kaution beträgt 1.250,50 Euro.'

test.each<[string, string, string, 'full' | 'partial']>([
  [
    'Unused goods can be returned within 30 days of delivery. [1]',
    GOODS,
    'Unused goods can be returned within 30 days of delivery.',
    'full',
  ],
  [
    'Unused goods can be returned within 30 days of purchase. [1]',
    GOODS,
    'Unused goods can be returned within 30 days of delivery.',
    'partial',
  ],
  [
    'Unused goods cannot be returned within 30 days of delivery. [1]',
    GOODS,
    'Unused goods can be returned within 30 days of delivery.',
    'partial',
  ],
  [
    'A certified technician greases the pump every six months. [1]',
    GREASE,
    'The pump must be greased every\nsix months by a certified\ntechnician.',
    'full',
  ],
  [
    'The pump is greased every 6 months [1].',
    GREASE,
    'The pump must be greased every\nsix months by a certified\ntechnician.',
    'full',
  ],
  [
    'Dr. Stone signs every parcel. [1]',
    'Parcels leave each morning. Dr. Stone signs each parcel. Nobody else may sign.',
    'Dr. Stone signs each parcel.',
    'full',
  ],
  ['Die Kaution beträgt 1250,50 Euro [1].', DATES, 'Die Kaution beträgt 1.250,50 Euro.', 'full'],
  [
    'Das Büro schließt am 31.12.2026 um 17 Uhr [1].',
    DATES,
    'Das Büro schließt am 31. Dezember 2026 um 17:00 Uhr.',
    'full',
  ],
  [
    'The valve AB1234/5 costs 20 euros [1].',
    'Hoses cost 20 euros. Valve AB-1234/5 costs 20 euros.',
    'Valve AB-1234/5 costs 20 euros.',
    'full',
  ],
  [
    '没有用过的商品十四天之内可以退货。 [1]',
    '维修车间的营业时间为周一至周五上午八点到下午五点。未使用的商品可在十四天内退货。责任保险赔偿对其他船只造成的损失。',
    '未使用的商品可在十四天内退货。',
    'partial',
  ],
  [
    '未使用的商品可以在14天内退货[1]。',
    '维修车间的营业时间为周一至周五。未使用的商品可在十四天内退货。',
    '未使用的商品可在十四天内退货。',
    'full',
  ],
  [
    '未開封の商品は14日以内に返品できます。[1]',
    '修理工場は平日に営業しています。未開封の商品は14日以内に返品できます。',
    '未開封の商品は14日以内に返品できます。',
    'full',
  ],
  [
    'पंप को हर ६ महीने में चिकना करें [1]।',
    'दुकान सुबह खुलती है। पंप को हर 6 महीने में चिकना करें।',
    'पंप को हर 6 महीने में चिकना करें।',
    'full',
  ],
  [
    'تشحم المضخة كل ستة أشهر [1].',
    'لا تفتح الباب. تُشحَم المضخة كل ستة أشهر.',
    'تُشحَم المضخة كل ستة أشهر.',
    'full',
  ],
  [
    'สินค้าที่ไม่ได้ใช้คืนได้ภายใน 14 วัน [1]',
    'ร้านซ่อมเปิดทำการตั้งแต่แปดโมงเช้าถึงห้าโมงเย็น สินค้าที่ไม่ได้ใช้สามารถคืนได้ภายใน 14 วัน',
    'สินค้าที่ไม่ได้ใช้สามารถคืนได้ภายใน 14 วัน',
    'full',
  ],
  [
    '펌프는 여섯 달마다 기름칠합니다 [1].',
    '가게는 아침에 문을 엽니다. 펌프는 여섯 달마다 기름칠을 합니다.',
    '펌프는 여섯 달마다 기름칠을 합니다.',
    'full',
  ],
  [
    'Насосы смазывают раз в полгода [1].',
    'Мастерская открыта в будни. Насос смазывают раз в полгода.',
    'Насос смазывают раз в полгода.',
    'full',
  ],
  [
    'The workshop closes at 5 p.m. [1]',
    'The workshop closes at 17:00.',
    'The workshop closes at 17:00.',
    'full',
  ],
  [
    'A fee of 5 percent, at most 40 EUR, is kept [1].',
    'A fee of 5 %, at most €40, is kept.',
    'A fee of 5 %, at most €40, is kept.',
    'full',
  ],
  [
    'The 30-day return period is **firm** [1].',
    'The return period of 30 days is firm.',
    'The return period of 30 days is firm.',
    'full',
  ],
  [
    'Two hundred boats sailed in March 2026 [1].',
    'On 2026-03-05, 200 boats sailed.',
    'On 2026-03-05, 200 boats sailed.',
    'full',
  ],
  ['合同有效期为3年[1]。', '合同有效期为三年。', '合同有效期为三年。', 'full'],
  ['修理工場は9時に開きます[1]。', '修理工場は九時に開きます。', '修理工場は九時に開きます。', 'full'],
  [
    'The term ends on May 3, 2026 [1].',
    'The term ends on 03.05.2026.',
    'The term ends on 03.05.2026.',
    'full',
  ],
  ['Release 2.10.1 is free [1].', 'It is free: release 2.10.1.', 'It is free: release 2.10.1.', 'full'],
  ['Yes [1].', GOODS, 'The office opens at 9.', 'partial'],
  ['According to [1], the deposit is 900 euros.', GOODS, 'The deposit is 900 euros.', 'full'],
])('%s', (answer, text, quote, support) => {
  const { citations, warnings } = cite(answer, text)

  expect(citations).toMatchObject([{ quote, support }])
  expect(warnings).toEqual([])
})

test('in another language than the source, numbers and names decide; the quote stays as it is', () => {
  const { citations, warnings } = cite(
    'Unbenutzte Ware kann innerhalb von 30 Tagen zurückgegeben werden [1]. Die Pumpe wird von der Firma gewartet [1].',
    GOODS,
  )

  expect(citations).toMatchObject([
    { quote: 'Unused goods can be returned within 30 days of delivery.', support: 'partial' },
    { support: 'partial' },
  ])
  expect(warnings).toEqual([])
})

test('a number that no cited source has is said, though the rest is supported', () => {
  const wrong = cite('The deposit is 9,000 euros [1].', GOODS)
  const two = cite('The deposit is 900 euros for 45 boats [1][2].', GOODS, 'There are 45 boats.')

  const half = cite(
    'The warranty lasts two years, and shipping is free [1][2].',
    'The warranty lasts 2 years.',
    'Shipping is free.',
  )

  expect(half.citations).toMatchObject([
    { n: 1, support: 'partial' },
    { n: 2, support: 'partial', quote: 'Shipping is free.' },
  ])
  expect(half.warnings).toEqual([])

  const version = cite('Version 2.1.1 is free [1].', 'Version 2.10.1 is free.')

  expect(version.warnings).toHaveLength(1)
  expect(wrong.citations).toMatchObject([{ support: 'partial' }])
  expect(wrong.warnings).toMatchObject([{ code: 'unsupported_statement' }])
  expect(two.citations).toMatchObject([
    { n: 1, support: 'partial' },
    { n: 2, support: 'partial' },
  ])
  expect(two.warnings).toEqual([])
})

test('what stands above a passage supports too', () => {
  const interval = source(1, 'The service interval is 500 hours.', { heading: 'Pump manual > Model B' })

  expect(cite('The service interval of Model B is 500 hours [1].', interval).citations).toMatchObject([
    { support: 'full', heading: 'Pump manual > Model B' },
  ])
  expect(cite('The service interval of Model C is 500 hours [1].', interval).citations).toMatchObject([
    { support: 'partial' },
  ])
})

test('a row is quoted with its header where that is near, and judged with it anyway', () => {
  const rows = Array.from({ length: 30 }, (_, at) => `Route ${at} | ${at + 20} EUR | ${at + 40} EUR`)
  const table = ['Route | Saturday | Sunday', ...rows].join('\n')
  const near = cite('On Sunday, route 0 costs 40 EUR [1].', table).citations[0]
  const far = cite('On Sunday, route 29 costs 69 EUR [1].', table).citations[0]

  expect(near).toMatchObject({ quote: 'Route | Saturday | Sunday\nRoute 0 | 20 EUR | 40 EUR' })
  expect(far).toMatchObject({ quote: 'Route 29 | 49 EUR | 69 EUR' })
})

test('two statements that a sentence rests on are one quote when they stand side by side', () => {
  const { citations } = cite(
    'The winch is greased twice a year and the anchor chain is painted each spring [1].',
    'Keep it dry. Grease the winch twice a year. Paint the anchor chain each spring. Call us.',
  )

  expect(citations).toMatchObject([
    { quote: 'Grease the winch twice a year. Paint the anchor chain each spring.', support: 'full' },
  ])
})

test('the page is that of the quote and not that of the passage', () => {
  const pages = [
    { start: 0, page: 1 },
    { start: 20, page: 2 },
    { start: 40, page: 4 },
  ]
  const spread = source(1, 'Open the cover now.\nNote reading number.\nClose the last bolt.', {
    page: 1,
    pages,
  })

  const { citations } = cite('The last bolt is closed [1]. Open the cover now [1].', spread)

  expect(citations.map(({ page }) => page)).toEqual([4, 1])
})

test('marks that are not ours stay text', () => {
  const answer = 'See 【1】, [^1], (1), [1†], [a] and [12-14]: the deposit is 900 euros.'

  expect(cite(answer, GOODS)).toMatchObject({ text: answer, citations: [], warnings: [] })
})

test('however an answer is cut, what begins with a mark is decided alike', () => {
  const answer =
    '[1] The deposit is 900 euros. According to [1][2], goods are returned. [2] Tea is tea at 5 in Rome.\n- [1] Moon of old cheese'
  const whole = cite(answer, GOODS, 'Goods are returned.')

  expect(whole.text).toBe(
    '[1] The deposit is 900 euros. According to [1][2], goods are returned. [2] Tea is tea at 5 in Rome.\n- Moon of old cheese',
  )
  fc.assert(
    fc.property(fc.array(fc.nat(answer.length), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), answer.length]
      const cited = new CitedText([source(1, GOODS), source(2, 'Goods are returned.')])
      const parts = at.slice(1).map((end, i) => cited.push(answer.slice(at[i], end)))
      parts.push(cited.end())

      expect(parts.map(({ text }) => text).join('')).toBe(whole.text)
      expect(parts.flatMap(({ citations }) => citations)).toEqual(whole.citations)
      for (const { quote, n } of cited.citations)
        expect(n === 1 ? GOODS : 'Goods are returned.').toContain(quote)
    }),
  )
})

test('an answer of nothing but unsupported marks takes linear time', () => {
  const startMs = performance.now()
  cite('The moon is cheese of 12 kinds [1]. '.repeat(5_000), GOODS.repeat(30))
  expect(performance.now() - startMs).toBeLessThan(3_000)
})
