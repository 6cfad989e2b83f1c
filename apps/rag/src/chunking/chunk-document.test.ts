import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { extractedOf } from '../testing/extracted-of.ts'
import { chunkDocument } from './chunk-document.ts'
import { costOf, QUARTERS_PER_TOKEN } from './token-cost.ts'

const BUDGET = { chunkTokens: 50, overlapTokens: 10 }

const UNITS_MAX = 65_536
const FRAGMENTS = [
  'word ',
  'A sentence that ends. ',
  'Dr. ',
  'e.g. ',
  '. ',
  '\n',
  '\n\n',
  '\t',
  '没有空格',
  '句子结束。',
  'ไม่มีช่องว่าง',
  '👩‍👩‍👧 ',
  '🇩🇪',
  'x'.repeat(300),
  '? ',
  '\ud800',
  '\udc00',
  'e\u0301',
  '\u200b\u00ad',
  '\u00a0\u3000',
  '# heading\n',
  '- item\n',
  '| a | b |\n',
  ' ',
]

/**
 * Any Unicode of up to 64 KiB: runs of prose, of what has no spaces, of emoji, of halves of pairs, and what
 * only looks like a sentence's end.
 */
const anyText = fc
  .array(
    fc.oneof(
      fc.record({ unit: fc.constantFrom(...FRAGMENTS), times: fc.integer({ min: 1, max: 400 }) }),
      fc.record({
        unit: fc.string({ unit: 'binary', maxLength: 200 }),
        times: fc.integer({ min: 1, max: 20 }),
      }),
    ),
    { maxLength: 60 },
  )
  .map((runs) =>
    runs
      .map(({ unit, times }) => unit.repeat(times))
      .join('')
      .slice(0, UNITS_MAX),
  )
const anyBudget = fc
  .record({
    chunkTokens: fc.integer({ min: 50, max: 1_000 }),
    share: fc.double({ min: 0, max: 0.5, noNaN: true }),
  })
  .map(({ chunkTokens, share }) => ({ chunkTokens, overlapTokens: Math.floor(chunkTokens * share) }))

const visible = (text: string) => text.replace(/\s+/gu, '')

test('of any text nothing is lost, and budget and overlap are kept', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyText, anyBudget, (raw, budget) => {
      const { text, blocks } = extractedOf(raw)
      const chunks = chunkDocument(text, blocks, budget)

      let seen = ''
      let last = { start: -1, end: 0 }
      for (const [at, { start, end, ordinal }] of chunks.entries()) {
        expect(ordinal).toBe(at)
        expect(start).toBeGreaterThan(last.start)
        expect(end).toBeGreaterThan(last.end)
        expect(end).toBeLessThanOrEqual(text.length)
        expect(costOf(text, start, end)).toBeLessThanOrEqual(budget.chunkTokens * QUARTERS_PER_TOKEN)
        // What two chunks share is counted when the first of them is.
        expect(costOf(text, start, last.end)).toBeLessThanOrEqual(budget.overlapTokens * QUARTERS_PER_TOKEN)
        seen += text.slice(Math.max(last.end, start), end)
        last = { start, end }
      }
      expect(visible(seen)).toBe(visible(text))
      expect(chunkDocument(text, blocks, budget)).toEqual(chunks)
    }),
    { numRuns: 60 },
  )
})

test('blanks before a chunk do not let the next one repeat it whole', () => {
  const { text, blocks } = extractedOf('\n'.repeat(91) + 'A sentence that ends. '.repeat(5))
  const [first, second] = chunkDocument(text, blocks, { chunkTokens: 50, overlapTokens: 22 })

  expect(first?.start).toBe(91)
  expect(second?.start).toBeGreaterThan(91)
})

test('what a chunk repeats of the one before is as much as whole sentences allow', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 3, maxLength: 5 })
  const sentences = fc.array(words, { minLength: 30, maxLength: 120 })
  fc.assert(
    fc.property(sentences, (all) => {
      const prose = all.map((sentence) => `The ${sentence.join(' ')}.`)
      const { text, blocks } = extractedOf(prose.join(' '))
      const budget = { chunkTokens: 100, overlapTokens: 30 }

      const chunks = chunkDocument(text, blocks, budget)

      expect(chunks.length).toBeGreaterThan(1)
      for (const [at, { start }] of chunks.entries()) {
        const end = chunks[at - 1]?.end ?? start
        const shared = text.slice(start, end)
        // Nothing, or sentences from their beginning, and no room for one more.
        expect(shared).toMatch(at === 0 ? /^$/ : /^The .*\.$/su)
        const more = text.lastIndexOf('The ', start - 1)
        expect(at === 0 || costOf(text, more, end) + 4 > budget.overlapTokens * QUARTERS_PER_TOKEN).toBe(true)
      }
    }),
    { numRuns: 50 },
  )
})

test('never cuts a surrogate pair', () => {
  const { text, blocks } = extractedOf('😀'.repeat(5_000))

  for (const { start, end } of chunkDocument(text, blocks, BUDGET)) {
    expect(text.slice(start, end).isWellFormed()).toBe(true)
  }
})

test('begins a chunk at every heading and knows the path above it', () => {
  const { text, blocks } = extractedOf(
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
  const { text, blocks } = extractedOf('# Ship\n\n## Bulkheads\n\nThey divide.\n')

  const chunks = chunkDocument(text, blocks, BUDGET)

  expect(chunks).toHaveLength(1)
  expect(chunks[0]?.headings).toEqual(['Ship', 'Bulkheads'])
})

test('keeps a paragraph whole that fits, and cuts a long one between sentences', () => {
  const sentence = (word: string) => `The ${word} is a part of every ship that sails. `
  const short = sentence('hull').trim()
  const long = ['keel', 'mast', 'sail', 'deck', 'helm', 'bow', 'stern'].map(sentence).join('').trim()
  const { text, blocks } = extractedOf(`${short}\n\n${long}`)

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
  const { text, blocks } = extractedOf(words.map((word) => `See the ${word} over there.`).join(' '))

  const chunks = chunkDocument(text, blocks, BUDGET)

  expect(chunks.length).toBeGreaterThan(1)
  expect(chunks[1]?.start).toBeLessThan(chunks[0]?.end ?? 0)
})

test('does not end a sentence after an abbreviation', () => {
  const { text, blocks } = extractedOf(
    `${'Padding of this text goes on and on for a while here. '.repeat(3)}Ask Dr. Smith about the hull of the old ship first.`,
  )

  const starts = chunkDocument(text, blocks, BUDGET).map(({ start }) => text.slice(start, start + 5))

  expect(starts).not.toContain('Smith')
})

test('a chunk that begins below the header of a table, or inside a long record, repeats it within its budget', () => {
  const header = 'Route | Adult fare'
  const rows = Array.from({ length: 200 }, (_, at) => `Route ${at} from here to there | ${at} EUR`)
  const text = [header, ...rows].join('\n\n')
  const lead = { start: 0, end: header.length }
  let at = 0
  const blocks = [header, ...rows].map((row) => {
    const block = { start: at, end: at + row.length, lead }
    at += row.length + 2
    return block
  })

  const [first, ...others] = chunkDocument(text, blocks, BUDGET)

  expect(first?.lead).toBeUndefined()
  expect(others.length).toBeGreaterThan(10)
  for (const chunk of others) {
    expect(chunk.lead).toEqual(lead)
    const cost = costOf(text, 0, header.length) + costOf(text, chunk.start, chunk.end)
    expect(cost).toBeLessThanOrEqual(BUDGET.chunkTokens * QUARTERS_PER_TOKEN)
  }
})

test('a header that would fill half of each chunk is not repeated', () => {
  const text = `${'wide header '.repeat(30)}\n\n${'A cell of it. '.repeat(30)}`
  const lead = { start: 0, end: 360 }

  const chunks = chunkDocument(text, [lead, { start: 362, end: text.length, lead }], BUDGET)

  expect(chunks.flatMap((chunk) => chunk.lead ?? [])).toEqual([])
})

test('a document of nothing but tiny sections makes few chunks for its length, and every section is in one', () => {
  const sections = Array.from({ length: 15_000 }, (_, at) => [`S${at}`, 'b'] as const)
  const blocks: { start: number; end: number; heading?: { depth: number; title: string } }[] = []
  let text = ''
  for (const [title, body] of sections) {
    blocks.push({ start: text.length, end: text.length + title.length, heading: { depth: 1, title } })
    text += `${title}\n\n`
    blocks.push({ start: text.length, end: text.length + body.length })
    text += `${body}\n\n`
  }

  const chunks = chunkDocument(text, blocks, { chunkTokens: 250, overlapTokens: 30 })

  expect(chunks.length).toBeLessThan(202 + text.length / 200)
  expect(chunks.map(({ start, end }) => text.slice(start, end)).join('\n\n')).toBe(text.trimEnd())
})

test('a chunk knows the page of each of its parts', () => {
  const text = 'One.\n\nTwo.\n\nThree.'
  const blocks = [
    { start: 0, end: 4, page: 1 },
    { start: 6, end: 10, page: 1 },
    { start: 12, end: 18, page: 3 },
  ]

  expect(chunkDocument(text, blocks, { chunkTokens: 50, overlapTokens: 0 })).toMatchObject([
    {
      page: 1,
      pages: [
        { start: 0, page: 1 },
        { start: 12, page: 3 },
      ],
    },
  ])
  expect(chunkDocument(text.slice(0, 10), blocks.slice(0, 2), { chunkTokens: 50, overlapTokens: 0 })).toEqual(
    [{ ordinal: 0, start: 0, end: 10, headings: [], page: 1 }],
  )
})

test('what only repeats the end of the chunk before is no chunk', () => {
  const text = `${'Words of a heading. '.repeat(12)}\n\n${'\n'.repeat(90)}`
  const chunks = chunkDocument(text, [], { chunkTokens: 50, overlapTokens: 23 })

  expect(chunks.at(-1)?.end).toBe(text.trimEnd().length)
  expect(new Set(chunks.map(({ end }) => end)).size).toBe(chunks.length)
})
