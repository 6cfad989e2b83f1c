import { expect, test } from 'vitest'

import { parseJsonFile } from './parse-json-file.ts'

test.each([
  ['a byte-order mark', '\uFEFF{"a": 1}\r\n', { a: 1 }],
  [
    'the same name in two objects',
    '{"a": {"b": 1}, "c": [{"b": 1}, {"b": 2}]}',
    { a: { b: 1 }, c: [{ b: 1 }, { b: 2 }] },
  ],
  ['a value like a name', '{"a": "b", "b": "a", "c": ["a", "a"]}', { a: 'b', b: 'a', c: ['a', 'a'] }],
  ['brackets and quotes in texts', String.raw`{"a": "{\"a\": [", "b": "\\"}`, { a: '{"a": [', b: '\\' }],
  ['no object', '"a"', 'a'],
])('%s is read', (_, text, value) => {
  expect(parseJsonFile(text)).toEqual(value)
})

test.each([
  ['twice', '{"a": 1, "b": {"a": 1}, "a": 2}', '"a"'],
  ['twice, deep', '[{"a": [{"b": 1, "b": 1}]}]', '"b"'],
  ['twice, in another spelling', String.raw`{"a": 1, "\u0061": 2}`, String.raw`"\u0061"`],
  ['twice, and once after an object', '{"a": {"x": []}, "b": 1, "b": 2}', '"b"'],
])('a field that is given %s is refused by name', (_, text, name) => {
  expect(() => parseJsonFile(text)).toThrow(`the field ${name} is given twice`)
})

test.each(['', '{', '\uFEFF', '{"a": 1}}', '\uFEFF\uFEFF{}'])('%j is no JSON', (text) => {
  expect(() => parseJsonFile(text)).toThrow(SyntaxError)
})
