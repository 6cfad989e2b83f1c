import { expect, test } from 'vitest'

import { textIn } from './passages.ts'

const text = { document: { id: 'doc_1' }, passages: [], nextFrom: null }
const message = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { structuredContent: text } })

test.each([message, `event: message\ndata: ${message}\n\n`])('reads the document in %j', (answer) => {
  expect(textIn(answer)).toEqual(text)
})

test('says what the tool says', () => {
  const result = { isError: true, content: [{ type: 'text', text: 'There is no such document.' }] }

  expect(() => textIn(JSON.stringify({ result }))).toThrow('no such document')
})
