import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { CitedText } from './cited-text.ts'
import { setApart } from './foreign-marks.ts'
import type { NumberedSource } from './source.ts'

const source = (n: number, text: string): NumberedSource => ({
  n,
  documentId: `d${n}`,
  title: `T${n}`,
  chunkId: `d${n}:1`,
  score: 1,
  text,
})
const SOURCES = [
  source(1, 'Ropes are checked weekly. Worn ropes are replaced.'),
  source(2, 'The winch is greased twice a year. Never stand below it.'),
]

function cite(pieces: readonly string[], sources: readonly NumberedSource[] | undefined = SOURCES) {
  const cited = new CitedText(sources)
  const out = [...pieces.map((piece) => cited.push(piece)), cited.end()]
  return {
    text: out.map(({ text }) => text).join(''),
    citations: out.flatMap(({ citations }) => citations),
    cited,
  }
}

test.each([
  ['Grease it twice a year [2].', 'Grease it twice a year [2].', [2]],
  ['Grease it[2] and check ropes[1].', 'Grease it[2] and check ropes[1].', [2, 1]],
  ['Both say so [1, 2].', 'Both say so [1][2].', [1, 2]],
  ['Nobody says so [3].', 'Nobody says so.', []],
  ['One of them [1, 9] does.', 'One of them [1] does.', [1]],
  ['Since [2024] and [a] and [].', 'Since [2024] and [a] and [].', []],
  ['It ends in a bracket [1', 'It ends in a bracket [1', []],
  ['Worn ones [1] are replaced [1].', 'Worn ones [1] are replaced [1].', [1, 1]],
])('%s', (answer, text, numbers) => {
  const result = cite([answer])

  expect(result.text).toBe(text)
  expect(result.citations.map(({ n }) => n)).toEqual(numbers)
})

test('however the answer is cut, text, citations and spans are the same', () => {
  const answer = 'Größe 🎌 [1]. Winch [2, 7] [12]  is\n\n[1] greased [2024] [ 1 ] [2'
  const whole = cite([answer])

  fc.assert(
    fc.property(fc.array(fc.nat(answer.length), { maxLength: 10 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), answer.length]
      const result = cite(at.slice(1).map((end, i) => answer.slice(at[i], end)))

      expect(result.text).toBe(whole.text)
      expect(result.citations).toEqual(whole.citations)
    }),
  )
})

test('what was let through never ends in half a mark, and is what is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', ' ', '[', ']', '1', '9', ',', '. ')), (pieces) => {
      const { text, citations, cited } = cite(pieces)

      expect(text).toBe(cited.text)
      for (const { n, span } of citations) expect(text.slice(span.start, span.end)).toBe(`[${n}]`)
    }),
  )
})

test('a quote is a verbatim piece of its source, the one that the statement rests on', () => {
  const { citations } = cite(['Ropes get replaced when worn [1]. The winch is greased twice yearly [2].'])

  expect(citations.map(({ quote }) => quote)).toEqual([
    'Worn ropes are replaced.',
    'The winch is greased twice a year.',
  ])
  for (const { n, quote } of citations) expect(SOURCES[n - 1]!.text).toContain(quote)
})

test('without sources nothing is a mark', () => {
  const cited = new CitedText(undefined)

  expect(cited.push('a[0] [1]')).toEqual({ text: 'a[0] [1]', citations: [] })
  expect(cited.end().text).toBe('')
})

test('what looks like a mark in a document stays apart from ours, however the answer that quotes it is cut', () => {
  const document = 'Set arr[0] before arr[12]. See [2] and [1, 2] of the manual.'
  const quoted = setApart(document)

  fc.assert(
    fc.property(fc.nat(quoted.length), fc.nat(quoted.length), (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const { text, citations } = cite(
        [quoted.slice(0, from), quoted.slice(from, to), `${quoted.slice(to)} [1]`],
        [source(1, document)],
      )

      expect(text).toBe(`${quoted.replace('[\u20600]', '[0]')} [1]`)
      expect(text.match(/\[[1-9][\d, ]*\]/g)).toEqual(['[1]'])
      expect(citations.map(({ n }) => n)).toEqual([1])
    }),
  )
})

const CHARS = 160_000
/** Far above what each takes (some 20 ms), far below what a pattern that looks back takes. */
const PATIENCE_MS = 2_000

test.each<[string, string, number]>([
  ['blanks', ' ', 80],
  ['lines', '\n', 7],
  ['open brackets', '[', 5],
  ['open marks', '[1', 5],
  ['a mark that never ends', '1, ', 9],
  ['blanks before marks', `${' '.repeat(79)}[1]`, 80],
  ['marks', '[1]', 30],
  ['unknown marks after blanks', '   [9]', 64],
])('an answer of nothing but %s is scanned in linear time', (_, unit, size) => {
  const answer = `The winch [${unit.repeat(CHARS / unit.length)}`
  const pieces = Array.from({ length: Math.ceil(answer.length / size) }, (_piece, at) =>
    answer.slice(at * size, (at + 1) * size),
  )
  const cited = new CitedText([source(1, 'The winch is greased.')])
  const startMs = performance.now()

  for (const piece of pieces) cited.push(piece)
  cited.end()

  expect(performance.now() - startMs).toBeLessThan(PATIENCE_MS)
})

test('spaces, brackets and numbers in any order and pieces give the same text', () => {
  const unit = fc.constantFrom(' ', '\n', '[', ']', '1', '2', ',', '9', 'a', '[1]', ' '.repeat(20), '[1, 2]')
  const answer = fc.array(unit, { maxLength: 200 })

  fc.assert(
    fc.property(answer, (units) => {
      const pieced = cite(units)
      const whole = cite([units.join('')])
      expect(pieced.text).toBe(whole.text)
      expect(pieced.citations).toEqual(whole.citations)
      expect(pieced.cited.text).toBe(pieced.text)
    }),
  )
})
