import { expect, test } from 'vitest'

import { added, inWords } from './erase-everything.ts'

test('adds what every round erased', () => {
  expect(added({ documents: 2 }, { documents: 1, usageRows: 4 })).toEqual({ documents: 3, usageRows: 4 })
})

test('says counts in words, and nothing for zeros', () => {
  expect(inWords({ documents: 3, usageRows: 4, chunks: 0 })).toBe('3 documents, 4 usage rows')
  expect(inWords({ documents: 0 })).toBe('nothing')
})
