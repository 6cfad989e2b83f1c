import { expect, test } from 'vitest'

import { readRanking } from './read-ranking.ts'

test.each([
  [
    'Workers AI',
    {
      response: [
        { id: 1, score: 0.9 },
        { id: 0, score: 0.1 },
      ],
    },
  ],
  [
    'Cohere and Jina',
    {
      results: [
        { index: 1, relevance_score: 0.9 },
        { index: 0, relevance_score: 0.1 },
      ],
    },
  ],
  [
    'Voyage',
    {
      object: 'list',
      data: [
        { index: 1, relevance_score: 0.9 },
        { index: 0, relevance_score: 0.1 },
      ],
    },
  ],
  [
    'TEI',
    [
      { index: 1, score: 0.9 },
      { index: 0, score: 0.1 },
    ],
  ],
  [
    'NVIDIA',
    {
      rankings: [
        { index: 1, logit: 0.9 },
        { index: 0, logit: 0.1 },
      ],
    },
  ],
])('reads the scores of %s in the order of the documents', (_name, body) => {
  expect(readRanking(body, 2)).toMatchObject({ scores: [0.1, 0.9], counted: undefined })
})

test('raw scores keep their order between 0 and 1', () => {
  const { scores } = readRanking(
    {
      response: [
        { id: 0, score: -4 },
        { id: 1, score: 6 },
      ],
    },
    2,
  )

  expect(scores).toEqual([expect.closeTo(0.018), expect.closeTo(0.998)])
})

test.each([
  ['a score is missing', { response: [{ id: 0, score: 1 }] }],
  [
    'a document is named twice',
    {
      response: [
        { id: 0, score: 1 },
        { id: 0, score: 0.5 },
      ],
    },
  ],
  ['a document is named that was not sent', { response: [0, 1, 2].map((id) => ({ id, score: 1 })) }],
  [
    'a score is no number',
    {
      response: [
        { id: 0, score: 1 },
        { id: 1, score: 'high' },
      ],
    },
  ],
  ['there are none', { result: '<html>bad gateway</html>' }],
])('is malformed when %s', (_name, body) => {
  expect(() => readRanking(body, 2)).toThrow(expect.objectContaining({ kind: 'malformed' }))
})

test('what the provider counted and what a stand-in says of itself are kept', () => {
  const body = { results: [{ index: 0, relevance_score: 1 }], usage: { total_tokens: 12 }, notice: 'local' }

  expect(readRanking(body, 1)).toMatchObject({ counted: { total: 12 }, notice: 'local' })
})
