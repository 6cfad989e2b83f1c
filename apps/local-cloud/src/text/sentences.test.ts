import { expect, test } from 'vitest'

import { sentencesOf } from './sentences.ts'

test('a line that was broken by its width goes on, and stays word for word', () => {
  const text =
    'This line is long enough to have been broken by an editor or a mail\nprogram. A second sentence.'

  expect(sentencesOf(text)).toEqual([
    'This line is long enough to have been broken by an editor or a mail\nprogram.',
    'A second sentence.',
  ])
})

test('headings, list items and rows stand alone', () => {
  expect(sentencesOf('# Fees\n- Sending costs 4 euros\n- Returns cost nothing\n\n---')).toEqual([
    '# Fees',
    '- Sending costs 4 euros',
    '- Returns cost nothing',
  ])
})

test('a text without a full stop is one sentence, an empty one has none', () => {
  expect(sentencesOf('Opening hours: 9 to 5')).toEqual(['Opening hours: 9 to 5'])
  expect(sentencesOf(' \n ')).toEqual([])
})
