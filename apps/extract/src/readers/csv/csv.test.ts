import { expect, test } from 'vitest'

import { extractCsv } from './csv.ts'

const blocksOf = (raw: string) => {
  const { text, blocks } = extractCsv(raw)
  return blocks.map(({ start, end }) => text.slice(start, end))
}

test.each<[string, string, string[]]>([
  ['a separator line', 'sep=;\nname;town\nAnna;Kiel', ['name: Anna\ntown: Kiel']],
  [
    'semicolons and decimal commas',
    'part;price\nbolt;1,50\nnut;0,25',
    ['part: bolt\nprice: 1,50', 'part: nut\nprice: 0,25'],
  ],
  [
    'tabs beside commas',
    'code, kind, use\ttext\nK1, bolt, deck\tholds',
    ['code, kind, use: K1, bolt, deck\ntext: holds'],
  ],
  ['a pipe', 'a|b\n1,2|x\n3|y', ['a: 1,2\nb: x', 'a: 3\nb: y']],
  [
    'a title above',
    'Fleet list 2026,,,\n\nShip,Captain,Port,Berths\nAlma,Vogt,Kiel,12',
    ['Fleet list 2026', 'Ship: Alma\nCaptain: Vogt\nPort: Kiel\nBerths: 12'],
  ],
  ['no header', '1,Alma,12.5\n2,Berta,8', ['1\nAlma\n12.5', '2\nBerta\n8']],
  ['years as header', 'Port,2024,2025\nKiel,12,14', ['Port: Kiel\n2024: 12\n2025: 14']],
  ['a value of two lines', 'a,b\n"x\ny",2', ['a: x\ny\nb: 2']],
  ['doubled quotes', 'a,b\n"say ""hi"", now",2\n"",3', ['a: say "hi", now\nb: 2', 'b: 3']],
  [
    'a quote that begins a cell',
    'a,b\n"Best" of all,1\nother,2\n"last",3',
    ['a: "Best" of all\nb: 1', 'a: other\nb: 2', 'a: last\nb: 3'],
  ],
  [
    'a quote that never ends',
    'a,b\n"Best,1\nother,2\n"last",3',
    ['a: "Best\nb: 1', 'a: other\nb: 2', 'a: last\nb: 3'],
  ],
  ['inches', 'pipe,len\n3" pipe,12"\n"2"" pipe",5', ['pipe: 3" pipe\nlen: 12"', 'pipe: 2" pipe\nlen: 5']],
  [
    'backslashes',
    'a,b\n"say \\"hi\\" now",2\n"C:\\dir\\",3',
    ['a: say "hi" now\nb: 2', 'a: C:\\dir\\\nb: 3'],
  ],
  ['blanks around', 'a, b\n 1 , "2, 3" \n', ['a: 1\nb: 2, 3']],
  ['nothing but a header', 'a,b\n', ['a, b']],
])('%s', (_, raw, blocks) => {
  expect(blocksOf(raw)).toEqual(blocks)
})

test('a row that is cut goes on with its key', () => {
  const { text, blocks } = extractCsv(`id,subject,body\n7,Leak,${'It drips. '.repeat(100)}\n`)

  expect(blocks.map(({ lead }) => text.slice(lead?.start, lead?.end))).toEqual(['id: 7\nsubject: Leak'])
})
