import { expect, test } from 'vitest'

import { csvLine } from './csv-line.ts'

test('quotes what has commas, quotes or line breaks; what is missing is empty', () => {
  expect(csvLine(['1,2', 'say "hi"\n', null, undefined, 0])).toBe('"1,2","say ""hi""\n",,,0\r\n')
})

test.each([
  '=1+1',
  '+1-1',
  '-1+1',
  '-SUM(A1)',
  '@SUM(1;2)',
  "@cf!A1|'x'",
  '@cf/meta/llama=1',
  '-2+3+cmd|/c',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\0=1+1',
  '＝1+1',
  '＠SUM(1)',
  '=cf/meta/llama',
  '+49123',
  '@',
  '@cf/meta/llama\n',
])('keeps %j from becoming a formula', (text) => {
  const line = csvLine([text])

  expect(line.replace(/^"/, '')).toMatch(/^'/)
})

test.each(['@cf/meta/llama-3.1-8b-instruct-fp8', '@cf/baai/bge-m3', 'gpt-4o', '-3.5', '-acme', '2026-11-29'])(
  'writes %s as it is, to be joined',
  (text) => {
    expect(csvLine([text])).toBe(`${text}\r\n`)
  },
)
