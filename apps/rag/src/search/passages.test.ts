import { expect, test } from 'vitest'

import type { ChunkText } from '../corpus-protocol.ts'
import { foldDuplicates } from './fold-duplicates.ts'
import { joinNeighbours } from './join-neighbours.ts'
import { pageOfHit } from './page-of-hit.ts'
import { foundPassage, passageOf, publicResult } from './passage.ts'

const DOCUMENT = 'One is here. Two is here. Three is here.\n\nFour is here.'
const chunk = (ordinal: number, start: number, stop: number, more: Partial<ChunkText> = {}): ChunkText => ({
  chunk: ordinal,
  documentId: 'd',
  version: 1,
  ordinal,
  title: 'D',
  heading: 'H',
  page: null,
  text: DOCUMENT.slice(start, stop),
  start,
  stop,
  metadata: {},
  ...more,
})
const passage = (text: ChunkText, score: number) => passageOf({ ...text, score }, text, 'q')

test('chunks that follow each other are one passage, without what both hold, in the place of the better one', () => {
  const [one, two, three] = [chunk(0, 0, 25), chunk(1, 13, 40), chunk(2, 42, 55)]
  const other = chunk(7, 0, 12, { documentId: 'e' })

  const joined = joinNeighbours([
    passage(three, 0.9),
    passage(other, 0.8),
    passage(one, 0.7),
    passage(two, 0.6),
  ])

  expect(joined.map(({ text, chunkId, score }) => [text, chunkId, score])).toEqual([
    [DOCUMENT, 'd:1:2', 0.9],
    ['One is here.', 'e:1:7', 0.8],
  ])
})

test.each<[string, Partial<ChunkText>]>([
  ['under another heading', { heading: 'Other' }],
  ['of another version', { version: 2 }],
  ['of another document', { documentId: 'e' }],
  ['further on', { ordinal: 2 }],
  ['behind what no chunk holds', { start: 50 }],
])('a chunk %s is a passage of its own', (_, more) => {
  expect(joinNeighbours([passage(chunk(0, 0, 25), 1), passage(chunk(1, 13, 40, more), 0.5)])).toHaveLength(2)
})

test('no more than three are joined', () => {
  const five = Array.from({ length: 5 }, (_, at) => passage(chunk(at, at * 10, at * 10 + 10), 1 - at / 10))

  expect(joinNeighbours(five).map(({ text }) => text.length)).toEqual([30, 20])
})

test('pages and the header of a table go with their text', () => {
  const one = chunk(0, 0, 25, {
    page: 1,
    pages: [
      { start: 0, page: 1 },
      { start: 13, page: 2 },
    ],
  })
  const two = chunk(1, 26, 40, { page: 3, text: `A | B\n${DOCUMENT.slice(26, 40)}` })

  const [joined] = joinNeighbours([passage(two, 1), passage(one, 0.5)])

  expect(joined?.text).toBe(DOCUMENT.slice(0, 40))
  expect(joined?.pages).toEqual([
    { start: 0, page: 1 },
    { start: 13, page: 2 },
    { start: 26, page: 3 },
  ])
})

test('what several documents say alike is one result that names them, and another heading is another thing', () => {
  const same = [chunk(0, 0, 12), chunk(1, 0, 12, { documentId: 'e' }), chunk(2, 0, 12, { documentId: 'e' })]
  const apart = chunk(3, 0, 12, { heading: 'Model B' })

  const folded = foldDuplicates([...same, apart].map((each, at) => passage(each, 1 - at / 10)))

  expect(folded.map(({ chunkId, duplicates }) => [chunkId, duplicates])).toEqual([
    ['d:1:0', ['e']],
    ['d:1:3', undefined],
  ])
})

test('the page of a result is the one that holds most of the query', () => {
  const text = 'Step 1: open it. Step 2: close it. 第三步：关闭电源。'
  const pages = [
    { start: 0, page: 4 },
    { start: 17, page: 5 },
    { start: 35, page: 7 },
  ]

  expect(pageOfHit('what is step 2?', text, pages)).toBe(5)
  expect(pageOfHit('怎样关闭电源', text, pages)).toBe(7)
  expect(pageOfHit('nothing', text, pages)).toBe(4)
})

test('a client sees nothing of the chunks', () => {
  const seen = publicResult(foundPassage(passage(chunk(0, 0, 12, { page: 1, pages: [] }), 1)))

  expect(Object.keys(seen).sort()).toEqual([
    'chunkId',
    'documentId',
    'heading',
    'metadata',
    'score',
    'scores',
    'text',
    'title',
  ])
})
