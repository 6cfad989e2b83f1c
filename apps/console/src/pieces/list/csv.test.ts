import { expect, test } from 'vitest'

import { csvOf } from './csv.ts'

test('quotes what has commas, quotes or line breaks', () => {
  expect(csvOf(['a', 'b'], [['1,2', 'say "hi"\n']])).toBe('\uFEFFa,b\r\n"1,2","say ""hi""\n"\r\n')
})

test('keeps a text from becoming a formula, and leaves numbers alone', () => {
  const csv = csvOf(['a'], [['=HYPERLINK("x")'], ['-3.5'], ['+cmd']])

  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  expect(csv).toContain('\r\n-3.5\r\n')
  expect(csv).toContain(`'+cmd`)
})
