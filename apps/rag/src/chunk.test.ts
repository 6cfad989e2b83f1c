import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { chunkDocument } from './chunk.ts'
import { extractMarkdown } from './extract/markdown.ts'
import { extractText } from './extract/text.ts'
import { costOf, QUARTERS_PER_TOKEN } from './token-cost.ts'

const BUDGET = { chunkTokens: 50, overlapTokens: 10 }

/** Any Unicode: prose, no spaces, ideographs, emoji, lone surrogates, blank runs, things that look like sentence ends. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 2_000 }),
  fc
    .array(
      fc.constantFrom(
        'word ',
        'Dr. ',
        'e.g. ',
        '. ',
        '\n',
        '\n\n',
        '没有空格',
        '👩‍👩‍👧 ',
        'x'.repeat(300),
        '? ',
        '\ud800',
        ' ',
      ),
      {
        maxLength: 300,
      },
    )
    .map((parts) => parts.join('')),
)

const visible = (text: string) => text.replace(/\s+/gu, '')

test('loses no text, keeps the budget, and points into the text', () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const { text, blocks } = extractText(raw)
      const chunks = chunkDocument(text, blocks, BUDGET)

      let covered = 0
      let seen = ''
      for (const { start, end, ordinal } of chunks) {
        expect(chunks[ordinal]?.start).toBe(start)
        expect(end).toBeGreaterThan(start)
        expect(costOf(text, start, end)).toBeLessThanOrEqual(BUDGET.chunkTokens * QUARTERS_PER_TOKEN)
        expect(visible(text.slice(covered, start))).toBe('')
        seen += text.slice(Math.max(covered, start), end)
        covered = end
      }
      expect(visible(seen)).toBe(visible(text))
    }),
    { numRuns: 300 },
  )
})

test('never cuts a surrogate pair', () => {
  const { text, blocks } = extractText('😀'.repeat(5_000))

  for (const { start, end } of chunkDocument(text, blocks, BUDGET)) {
    expect(text.slice(start, end).isWellFormed()).toBe(true)
  }
})

test.each([
  ['no spaces', 'x'],
  ['full stops', '. '],
  ['ideographs', '没有空格的文字'],
  ['blank lines', 'a\n\n'],
  ['numbers after full stops', '. 1 '],
])('takes linear time on %s', (_, unit) => {
  const measure = (length: number) => {
    const { text, blocks } = extractText(unit.repeat(length / unit.length))
    const startMs = performance.now()
    chunkDocument(text, blocks, BUDGET)
    return performance.now() - startMs
  }
  measure(100_000)

  const half = Math.min(measure(200_000), measure(200_000))
  const whole = Math.min(measure(400_000), measure(400_000))

  expect(whole).toBeLessThan(half * 4 + 50)
})

test('is deterministic', () => {
  const { text, blocks } = extractMarkdown('# A\n\none. two. three.\n\n## B\n\nfour.\n'.repeat(20))

  expect(chunkDocument(text, blocks, BUDGET)).toEqual(chunkDocument(text, blocks, BUDGET))
})

test('begins a chunk at every heading and knows the path above it', () => {
  const { text, blocks } = extractMarkdown(
    '# Ship\n\nHull.\n\n## Bulkheads\n\nThey divide.\n\n### Doors\n\nShut them.\n\n## Engine\n\nIt turns.\n',
  )

  const chunks = chunkDocument(text, blocks, BUDGET)

  expect(chunks.map(({ headings }) => headings)).toEqual([
    ['Ship'],
    ['Ship', 'Bulkheads'],
    ['Ship', 'Bulkheads', 'Doors'],
    ['Ship', 'Engine'],
  ])
  expect(text.slice(chunks[1]?.start, chunks[1]?.end)).toBe('## Bulkheads\n\nThey divide.')
})

test('takes a heading without text of its own into the section below it', () => {
  const { text, blocks } = extractMarkdown('# Ship\n\n## Bulkheads\n\nThey divide.\n')

  const chunks = chunkDocument(text, blocks, BUDGET)

  expect(chunks).toHaveLength(1)
  expect(chunks[0]?.headings).toEqual(['Ship', 'Bulkheads'])
})

test('keeps a paragraph whole that fits, and cuts a long one between sentences', () => {
  const sentence = (word: string) => `The ${word} is a part of every ship that sails. `
  const short = sentence('hull').trim()
  const long = ['keel', 'mast', 'sail', 'deck', 'helm', 'bow', 'stern'].map(sentence).join('').trim()
  const { text, blocks } = extractText(`${short}\n\n${long}`)

  const pieces = chunkDocument(text, blocks, BUDGET).map(({ start, end }) => text.slice(start, end))

  expect(pieces.length).toBeGreaterThan(1)
  for (const piece of pieces) expect(piece).toMatch(/^The .*\.$/su)
})

test('repeats the last sentence at the start of the next chunk of the same run', () => {
  const words = [
    'keel',
    'mast',
    'sail',
    'deck',
    'helm',
    'bow',
    'stern',
    'hold',
    'hull',
    'rudder',
    'anchor',
    'bridge',
  ]
  const { text, blocks } = extractText(words.map((word) => `See the ${word} over there.`).join(' '))

  const chunks = chunkDocument(text, blocks, BUDGET)

  expect(chunks.length).toBeGreaterThan(1)
  expect(chunks[1]?.start).toBeLessThan(chunks[0]?.end ?? 0)
})

test('does not end a sentence after an abbreviation', () => {
  const { text, blocks } = extractText(
    `${'Padding of this text goes on and on for a while here. '.repeat(3)}Ask Dr. Smith about the hull of the old ship first.`,
  )

  const starts = chunkDocument(text, blocks, BUDGET).map(({ start }) => text.slice(start, start + 5))

  expect(starts).not.toContain('Smith')
})
