import { expect, test } from 'vitest'

import { problemsOf } from './floors.ts'

const english = ['en', { words: 1, hybrid: 1, vector: 1 }] as const

test('a language as good as English is fine', () => {
  const found = new Map([english, ['de', { words: 0.9, hybrid: 0.95, vector: 0 }]])

  expect(problemsOf(found, {})).toEqual([])
})

test.each([
  [
    'too far below English',
    { words: 0.89, hybrid: 0.95, vector: 0 },
    {},
    'de: recall of words is 0.890, below 0.900',
  ],
  [
    'below its floor',
    { words: 0.95, hybrid: 0.96, vector: 0 },
    { de: { words: 0.9, hybrid: 0.97 } },
    'de: recall of hybrid is 0.960, below 0.970',
  ],
  [
    'hybrid worse than words',
    { words: 1, hybrid: 0.97, vector: 0 },
    {},
    'de: hybrid finds less than words alone',
  ],
])('%s', (_, recall, floors, problem) => {
  expect(problemsOf(new Map([english, ['de', recall]]), floors)).toEqual([problem])
})
