import { expect, test } from 'vitest'
import { en } from 'zod/locales'
import * as z from 'zod/mini'

import { DocumentInput } from './documents.ts'
import { Filter } from './filter.ts'

z.config(en())

const problemsOf = (schema: z.core.$ZodType, raw: string): string[] => {
  const parsed = z.safeParse(schema, JSON.parse(raw))
  return [...new Set(parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))]
}
const SCALAR = 'must be well-formed text of at most 512 characters, a finite number, true or false'
const fields = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, at])))

test.each([
  ['"title":" \\n\\u200b"', 'title: must have at least one visible character'],
  ['"title":"\\u0000"', 'title: must have at least one visible character'],
  ['"title":"a\\ud800"', 'title: must be well-formed Unicode'],
  [`"title":"${'a'.repeat(513)}"`, 'title: Too big: expected string to have <=512 characters'],
  ['"metadata":{"a":"\\udc00"}', 'metadata.a: must be well-formed Unicode'],
  [`"metadata":{"a":"${'a'.repeat(513)}"}`, 'metadata.a: Too big: expected string to have <=512 characters'],
  ['"metadata":{"a":1e999}', `metadata.a: ${SCALAR}`],
  ['"metadata":{"a":null}', `metadata.a: ${SCALAR}`],
  ['"metadata":{"a":{"b":1}}', `metadata.a: ${SCALAR}`],
  ['"metadata":{"a":[1]}', `metadata.a: ${SCALAR}`],
  ['"metadata":{"a b":1}', 'metadata.a b: Invalid key in record'],
  [`"metadata":{"${'a'.repeat(65)}":1}`, `metadata.${'a'.repeat(65)}: Invalid key in record`],
  [`"metadata":${fields(65)}`, 'metadata: at most 64 fields'],
  ['"metadata":[]', 'metadata: Invalid input: expected record, received array'],
])('a document with %.40s is refused with what is wrong', (field, problem) => {
  expect(problemsOf(DocumentInput, `{"text":"a",${field}}`)).toEqual([problem])
})

test.each([
  '"title":"😀"',
  '"metadata":{"constructor":"a","toString":1,"hasOwnProperty":true}',
  `"metadata":${fields(64)}`,
  `"metadata":{"${'a'.repeat(64)}":"${'é'.repeat(512)}","n":-1.7976931348623157e308}`,
])('a document with %.40s is taken', (field) => {
  expect(problemsOf(DocumentInput, `{"text":"a",${field}}`)).toEqual([])
})

test('a filter says of a value what it may be', () => {
  expect(problemsOf(Filter, '{"a":{"in":["\\ud800"]}}')).not.toEqual([])
  expect(problemsOf(Filter, '{"a":{"gte":1,"lt":"b"}}')).toEqual([])
})
