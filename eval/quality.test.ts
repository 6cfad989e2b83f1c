import { expect, test } from 'vitest'

import { problemsOf } from './quality.ts'

const FLOORS = { handbook: { ndcg: 0.8, refused: 0.75 } }

test('what reaches its floor is no problem, and what has none neither', () => {
  expect(problemsOf('handbook', { ndcg: 0.8, recall: 0, refused: 1 }, FLOORS)).toEqual([])
  expect(problemsOf('other', { ndcg: 0, recall: 0 }, FLOORS)).toEqual([])
})

test('what is below its floor, or was not measured, is a problem', () => {
  expect(problemsOf('handbook', { ndcg: 0.79, recall: 1 }, FLOORS)).toEqual([
    'handbook: ndcg is 0.790, below 0.8',
    'handbook: refused is not measured, below 0.75',
  ])
  expect(problemsOf('handbook', { ndcg: Number.NaN, recall: 1, refused: 1 }, FLOORS)).toHaveLength(1)
})
